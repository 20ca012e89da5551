package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.Announced;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What neighbours are told instead of being sent it (Plumtree:
 * IHAVE). Waits for a round trip, at least 10 ms and at most 200 ms, for then neighbouring ranges
 * become one, and most of it travels with something else; earlier would help no graft, which waits
 * for three round trips.
 */
final class Announcements {
  private static final long LEAST_NANOS = Duration.ofMillis(10).toNanos();

  /** What comes sooner after the first is still taken along, so that a busy link has few frames. */
  private static final long RIDE_NANOS = Duration.ofMillis(1).toNanos();

  private static final long MOST_NANOS = Duration.ofMillis(200).toNanos();

  /** Links write a little before their time, together with others. */
  private static final long SLACK_NANOS = Duration.ofMillis(1).toNanos();

  private static final long NANOS_A_MICRO = 1_000;

  /** More ranges than that in a frame are left for the next one. */
  private static final int MOST_A_FRAME = 1024;

  private final MessageLog log;
  private final EventLoop loop;
  private final IdentityHashMap<Link, Pending> pending = new IdentityHashMap<>();

  /** A range, the last of which came then. */
  private record Since(SequenceRange range, long nanos) {}

  /** What one neighbour is to be told. */
  private static final class Pending {
    /** The newest range of each lane, which the next batch most often goes on. */
    final Map<OriginLane, Since> open = new LinkedHashMap<>();

    final List<Since> closed = new ArrayList<>();
    long rideNanos;
    long dueNanos;

    boolean isEmpty() {
      return open.isEmpty() && closed.isEmpty();
    }

    void add(SequenceRange range, long nowNanos) {
      Since before = open.get(range.source());
      if (before != null && !touch(before.range(), range)) {
        closed.add(before);
        before = null;
      }
      SequenceRange both = before == null ? range : union(before.range(), range);
      open.put(range.source(), new Since(both, nowNanos));
    }

    private static boolean touch(SequenceRange a, SequenceRange b) {
      return a.first() <= b.last() + 1 && b.first() <= a.last() + 1;
    }

    private static SequenceRange union(SequenceRange a, SequenceRange b) {
      return new SequenceRange(
          a.source(), Math.min(a.first(), b.first()), Math.max(a.last(), b.last()));
    }
  }

  Announcements(MessageLog log, EventLoop loop) {
    this.log = log;
    this.loop = loop;
  }

  void add(Link link, SequenceRange range) {
    pendingOf(link).add(range, loop.nanoTime());
  }

  private Pending pendingOf(Link link) {
    Pending waiting = pending.computeIfAbsent(link, l -> new Pending());
    if (waiting.isEmpty()) {
      long delay = Math.clamp(link.rttNanos(), LEAST_NANOS, MOST_NANOS);
      waiting.dueNanos = loop.nanoTime() + delay;
      waiting.rideNanos = loop.nanoTime() + RIDE_NANOS;
      link.writeAt(waiting.dueNanos);
    }
    return waiting;
  }

  /** The neighbour has a range itself. */
  void known(Link link, SequenceRange range) {
    Pending waiting = pending.get(link);
    Since open = waiting == null ? null : waiting.open.get(range.source());
    if (waiting != null
        && open != null
        && range.first() <= open.range().first()
        && open.range().last() <= range.last()) {
      waiting.open.remove(range.source());
    }
  }

  /**
   * What is to be told now; null if nothing is.
   *
   * @param riding whether something else is sent anyway
   */
  @Nullable Announce poll(Link link, boolean riding) {
    Pending waiting = pending.get(link);
    if (waiting == null || waiting.isEmpty()) {
      return null;
    }
    long now = loop.nanoTime();
    if (now < (riding ? waiting.rideNanos : waiting.dueNanos - SLACK_NANOS)) {
      return null;
    }
    pending.remove(link);
    List<Since> all = waiting.closed;
    all.addAll(waiting.open.values());
    List<Since> head = all.subList(0, Math.min(MOST_A_FRAME, all.size()));
    all.subList(head.size(), all.size()).forEach(rest -> add(link, rest.range()));
    return new Announce(head.stream().map(since -> announced(since, now)).toList(), List.of());
  }

  private Announced announced(Since since, long now) {
    SequenceRange range = since.range();
    LaneLog lane = log.lane(range.source());
    long oldest = lane == null ? range.first() : Math.min(range.first(), lane.oldest());
    return new Announced(range, (now - since.nanos()) / NANOS_A_MICRO, oldest);
  }

  void closed(Link link) {
    pending.remove(link);
  }
}
