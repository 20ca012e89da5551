package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Pulls missing ranges from neighbours. A hole left by a batch that
 * came early is asked for after 100 ms, for it may only be late; one that a neighbour's watermarks
 * show, at once.
 */
final class Repair {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final long PATIENCE_NANOS = Duration.ofMillis(100).toNanos();

  private static final int PATIENCE_ROUND_TRIPS = 3;

  /** A tick that is late by so much means that this peer stood still, and not its neighbours. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final MessageLog log;
  private final Mesh mesh;
  private final EventLoop loop;
  private final Map<OriginLane, LaneRepair> repairs = new HashMap<>();
  private final Listener listener;
  private final Arrivals arrivals;
  private final IdentityHashMap<Link, Long> answeredNanos = new IdentityHashMap<>();
  private EventLoop.@Nullable Timer timer;
  private long lastTickNanos;

  /** What was asked for. */
  enum Answer {
    /** Nothing: it came by itself. */
    NONE,
    /** This very range. */
    PULL,
    /** This range, and all that follows. */
    GRAFT
  }

  /** Told of what happens. */
  interface Listener {
    /** A range is given up. */
    void gaveUp(SequenceRange range, long count);

    /** A neighbour is asked to send an origin's batches from now on. */
    void grafting(Link link, PeerId origin);

    /** All lanes under repair were looked at; something may be decided now. */
    void stepped();
  }

  Repair(MessageLog log, Mesh mesh, EventLoop loop, Arrivals arrivals, Listener listener) {
    this.log = log;
    this.mesh = mesh;
    this.loop = loop;
    this.arrivals = arrivals;
    this.listener = listener;
  }

  /** A batch came early. */
  void early(OriginLane source) {
    notice(source, PATIENCE_NANOS);
  }

  /** Watermarks showed what exists. */
  void exists(OriginLane source) {
    notice(source, 0);
    step(source);
  }

  /**
   * A neighbour has what is missing here.
   *
   * @param expected whether it is most likely on its way over another link
   */
  void announced(Link link, SequenceRange range, boolean expected) {
    notice(range.source(), expected ? patienceNanos(link) : 0);
    LaneRepair repair = repairs.get(range.source());
    if (repair != null) {
      repair.announced(link, range);
      if (!expected) {
        step(range.source());
      }
    }
  }

  /** How long to wait for what is most likely on its way. */
  static long patienceNanos(Link link) {
    return Math.max(PATIENCE_NANOS, PATIENCE_ROUND_TRIPS * link.rttNanos());
  }

  /** What is missing of a range was asked of a neighbour before it was known to be missing. */
  void asked(Link link, SequenceRange range, boolean graft) {
    LaneRepair repair = repairs.get(range.source());
    if (repair != null) {
      repair.asked(link, range, graft, loop.nanoTime());
    }
  }

  private void notice(OriginLane source, long patienceNanos) {
    LaneLog lane = log.lane(source);
    if (lane != null && lane.window().hasMissing()) {
      long now = loop.nanoTime();
      repairs.computeIfAbsent(source, s -> repairOf(lane)).notice(now, now + patienceNanos);
      if (timer == null) {
        lastTickNanos = now;
        timer = loop.schedule(TICK, this::tick);
      }
    }
  }

  private LaneRepair repairOf(LaneLog lane) {
    return new LaneRepair(
        lane,
        mesh,
        answeredNanos::get,
        listener::grafting,
        first -> arrivals.isArriving(lane.source(), first));
  }

  /**
   * A large batch is on its way over a link: it is asked for only once that stalls. Returns what it
   * is the answer to.
   */
  Answer arriving(Link link, SequenceRange range) {
    Answer answer = answer(link, range);
    notice(range.source(), 0);
    LaneRepair repair = repairs.get(range.source());
    if (repair != null) {
      repair.arriving(range);
    }
    return answer;
  }

  /** A link brought a part of a batch: while it does, what else was asked of it waits. */
  void heard(Link link) {
    answeredNanos.put(link, loop.nanoTime());
  }

  /** What a batch that came on a link is the answer to. */
  Answer answer(Link link, SequenceRange range) {
    LaneRepair repair = repairs.get(range.source());
    Answer answer = repair == null ? Answer.NONE : repair.answer(link, range.first());
    if (answer != Answer.NONE) {
      answeredNanos.put(link, loop.nanoTime());
    }
    return answer;
  }

  private void tick() {
    timer = null;
    long now = loop.nanoTime();
    if (now - lastTickNanos > PAUSE_NANOS) {
      repairs.values().forEach(repair -> repair.restart(now));
    }
    lastTickNanos = now;
    for (OriginLane source : List.copyOf(repairs.keySet())) {
      notice(source, PATIENCE_NANOS);
      step(source);
    }
    listener.stepped();
    if (!repairs.isEmpty() && timer == null) {
      timer = loop.schedule(TICK, this::tick);
    }
  }

  private void step(OriginLane source) {
    LaneRepair repair = repairs.get(source);
    if (repair == null) {
      return;
    }
    for (SequenceRange lost : repair.step(loop.nanoTime())) {
      long count = log.giveUp(lost);
      if (count > 0) {
        listener.gaveUp(lost, count);
      }
    }
    if (repair.isEmpty() || log.lane(source) == null) {
      repairs.remove(source);
    }
  }

  void denied(Link link, SequenceRange range) {
    LaneRepair repair = repairs.get(range.source());
    if (repair != null) {
      answeredNanos.put(link, loop.nanoTime());
      repair.denied(link, range);
      step(range.source());
    }
  }

  void closed(Link link) {
    answeredNanos.remove(link);
    repairs.values().forEach(repair -> repair.closed(link));
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
