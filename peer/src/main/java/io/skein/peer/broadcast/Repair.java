package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.HashMap;
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

  private final MessageLog log;
  private final Mesh mesh;
  private final EventLoop loop;
  private final Map<OriginLane, LaneRepair> repairs = new HashMap<>();
  private final GaveUp gaveUp;
  private EventLoop.@Nullable Timer timer;

  /** Told of what is given up. */
  interface GaveUp {
    void gaveUp(SequenceRange range, long count);
  }

  Repair(MessageLog log, Mesh mesh, EventLoop loop, GaveUp gaveUp) {
    this.log = log;
    this.mesh = mesh;
    this.loop = loop;
    this.gaveUp = gaveUp;
  }

  /** A batch came early. */
  void early(OriginLane source) {
    notice(source, PATIENCE_NANOS);
  }

  /** Watermarks showed what exists. */
  void announced(OriginLane source) {
    notice(source, 0);
    step(source);
  }

  private void notice(OriginLane source, long patienceNanos) {
    LaneLog lane = log.lane(source);
    if (lane != null && lane.window().hasMissing()) {
      long now = loop.nanoTime();
      repairs
          .computeIfAbsent(source, s -> new LaneRepair(lane, mesh))
          .notice(now, now + patienceNanos);
      if (timer == null) {
        timer = loop.schedule(TICK, this::tick);
      }
    }
  }

  /** Whether a batch that came on a link is the answer to a pull. */
  boolean isAnswer(Link link, SequenceRange range) {
    LaneRepair repair = repairs.get(range.source());
    return repair != null && repair.isAnswer(link, range.first());
  }

  private void tick() {
    timer = null;
    for (OriginLane source : List.copyOf(repairs.keySet())) {
      notice(source, PATIENCE_NANOS);
      step(source);
    }
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
        gaveUp.gaveUp(lost, count);
      }
    }
    if (repair.isEmpty() || log.lane(source) == null) {
      repairs.remove(source);
    }
  }

  void denied(Link link, SequenceRange range) {
    LaneRepair repair = repairs.get(range.source());
    if (repair != null) {
      repair.denied(link, range);
      step(range.source());
    }
  }

  void closed(Link link) {
    repairs.values().forEach(repair -> repair.closed(link));
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
