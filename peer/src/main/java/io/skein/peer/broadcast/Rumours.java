package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What neighbours say exists beyond what origins have proved, in
 * networks that trust origins: whoever says so is asked for it. No window hears of it before it
 * comes, so that a lie makes nobody wait, and no gap. Neighbours of whose word nothing comes are
 * asked last, then not at all for a while, and blamed.
 */
final class Rumours {
  private static final Duration TICK = Duration.ofMillis(50);

  /** A tick that is late by so much means that this peer stood still, and not its neighbours. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final MessageLog log;
  private final EventLoop loop;
  private final BiConsumer<Link, PeerId> grafting;
  private final Map<OriginLane, LaneRumours> lanes = new LinkedHashMap<>();
  private final IdentityHashMap<Link, Teller> tellers = new IdentityHashMap<>();
  private EventLoop.@Nullable Timer timer;
  private long lastTickNanos;

  /**
   * No rumours.
   *
   * @param grafting told before a neighbour is asked for an origin's batches from now on
   */
  Rumours(MessageLog log, EventLoop loop, BiConsumer<Link, PeerId> grafting) {
    this.log = log;
    this.loop = loop;
    this.grafting = grafting;
  }

  /**
   * A neighbour says that it has a range.
   *
   * @param graft whether to ask it for what follows, too
   * @param patienceNanos after which it is asked
   */
  void told(Link link, SequenceRange range, boolean graft, long patienceNanos) {
    OriginLane source = range.source();
    long now = loop.nanoTime();
    if (range.last() < end(source) || log.hasSeen(range)) {
      return;
    }
    Teller teller = tellers.computeIfAbsent(link, from -> new Teller(from, now));
    if (!teller.isUnheard(now)) {
      LaneRumours lane =
          lanes.computeIfAbsent(source, unheardOf -> new LaneRumours(unheardOf, grafting));
      lane.told(teller, range, graft, now + patienceNanos);
      step(source, lane);
      tickLater();
    }
  }

  /** One above what is proved of a lane; 1 if nothing is. */
  private long end(OriginLane source) {
    LaneLog lane = log.lane(source);
    return lane == null ? 1 : lane.window().end();
  }

  private void tickLater() {
    if (timer == null && !lanes.isEmpty()) {
      lastTickNanos = loop.nanoTime();
      timer = loop.schedule(TICK, this::tick);
    }
  }

  private void tick() {
    timer = null;
    long now = loop.nanoTime();
    if (now - lastTickNanos > PAUSE_NANOS) {
      lanes.values().forEach(lane -> lane.restart(now));
    }
    for (OriginLane source : List.copyOf(lanes.keySet())) {
      LaneRumours lane = lanes.get(source);
      if (lane != null) {
        step(source, lane);
      }
    }
    List.copyOf(tellers.values()).forEach(Teller::answerForIt);
    tickLater();
  }

  private void step(OriginLane source, LaneRumours lane) {
    lane.step(end(source), loop.nanoTime());
    if (lane.isEmpty()) {
      lanes.remove(source);
    }
  }

  /** What a batch that came on a link is the answer to; what was seen before is none. */
  Repair.Answer answer(Link link, BatchHeader header) {
    Teller teller = tellers.get(link);
    if (teller != null) {
      teller.progress(loop.nanoTime());
    }
    LaneRumours lane = lanes.get(header.source());
    return lane == null || header.first() < end(header.source())
        ? Repair.Answer.NONE
        : lane.answer(link, header.first(), loop.nanoTime());
  }

  /**
   * Something of a lane came that proves what a neighbour was asked for. Returns that claim, of
   * which some may still be on its way; null if there is none.
   */
  @Nullable Claim proved(OriginLane source) {
    LaneRumours lane = lanes.get(source);
    Claim asked = lane == null ? null : lane.asked();
    SequenceRange range = asked == null ? null : asked.asked();
    return range == null || range.last() >= end(source) ? null : asked;
  }

  /** A neighbour does not have what it was asked for. */
  void denied(Link link, SequenceRange range) {
    LaneRumours lane = lanes.get(range.source());
    if (lane != null) {
      step(range.source(), lane);
      lane.denied(link, range.last(), loop.nanoTime());
      step(range.source(), lane);
    }
  }

  void closed(Link link) {
    Teller gone = tellers.remove(link);
    if (gone != null) {
      lanes.values().forEach(lane -> lane.closed(gone));
      lanes.values().removeIf(LaneRumours::isEmpty);
    }
  }

  /** How many claims there are. */
  int size() {
    return lanes.values().stream().mapToInt(LaneRumours::size).sum();
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
