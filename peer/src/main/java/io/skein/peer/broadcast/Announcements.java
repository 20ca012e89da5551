package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.RecordId;
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
 * IHAVE). Waits for half a round trip, at least 10 ms and at most 100 ms, for then neighbouring
 * ranges become one, and most of it travels with something else; earlier would help no graft, which
 * waits for three round trips.
 */
final class Announcements {
  private static final long LEAST_NANOS = Duration.ofMillis(10).toNanos();
  private static final long MOST_NANOS = Duration.ofMillis(100).toNanos();

  /** Links write a little before their time, together with others. */
  private static final long SLACK_NANOS = Duration.ofMillis(1).toNanos();

  /** More ranges than that in a frame are left for the next one. */
  private static final int MOST_A_FRAME = 1024;

  private final EventLoop loop;
  private final IdentityHashMap<Link, Pending> pending = new IdentityHashMap<>();

  /** What one neighbour is to be told. */
  private static final class Pending {
    /** The newest range of each lane, which the next batch most often goes on. */
    final Map<OriginLane, SequenceRange> open = new LinkedHashMap<>();

    final List<SequenceRange> ranges = new ArrayList<>();
    final List<RecordId> records = new ArrayList<>();
    long rideNanos;
    long dueNanos;

    boolean isEmpty() {
      return open.isEmpty() && ranges.isEmpty() && records.isEmpty();
    }

    void add(SequenceRange range) {
      SequenceRange before = open.get(range.source());
      if (before != null && range.first() > before.last() + 1 || isBelow(range, before)) {
        ranges.add(before);
        before = null;
      }
      open.put(range.source(), before == null ? range : union(before, range));
    }

    private static boolean isBelow(SequenceRange range, @Nullable SequenceRange other) {
      return other != null && range.last() + 1 < other.first();
    }

    private static SequenceRange union(SequenceRange a, SequenceRange b) {
      return new SequenceRange(
          a.source(), Math.min(a.first(), b.first()), Math.max(a.last(), b.last()));
    }
  }

  Announcements(EventLoop loop) {
    this.loop = loop;
  }

  void add(Link link, SequenceRange range) {
    pendingOf(link).add(range);
  }

  void add(Link link, RecordId record) {
    pendingOf(link).records.add(record);
  }

  private Pending pendingOf(Link link) {
    Pending waiting = pending.computeIfAbsent(link, l -> new Pending());
    if (waiting.isEmpty()) {
      long delay = Math.clamp(link.rttNanos() / 2, LEAST_NANOS, MOST_NANOS);
      waiting.dueNanos = loop.nanoTime() + delay;
      waiting.rideNanos = waiting.dueNanos - delay / 2;
      link.writeAt(waiting.dueNanos);
    }
    return waiting;
  }

  /** The neighbour has a range itself. */
  void known(Link link, SequenceRange range) {
    Pending waiting = pending.get(link);
    SequenceRange open = waiting == null ? null : waiting.open.get(range.source());
    if (open != null && range.first() <= open.first() && open.last() <= range.last()) {
      waiting.open.remove(range.source());
    }
  }

  /**
   * What is to be told now; null if nothing is.
   *
   * @param riding whether something else is sent anyway: then half the time is enough
   */
  @Nullable Announce poll(Link link, boolean riding) {
    Pending waiting = pending.get(link);
    if (waiting == null || waiting.isEmpty()) {
      return null;
    }
    if (loop.nanoTime() < (riding ? waiting.rideNanos : waiting.dueNanos - SLACK_NANOS)) {
      return null;
    }
    pending.remove(link);
    waiting.ranges.addAll(waiting.open.values());
    return new Announce(head(link, waiting), waiting.records);
  }

  private List<SequenceRange> head(Link link, Pending waiting) {
    List<SequenceRange> ranges = waiting.ranges;
    if (ranges.size() <= MOST_A_FRAME) {
      return ranges;
    }
    ranges.subList(MOST_A_FRAME, ranges.size()).forEach(range -> add(link, range));
    return ranges.subList(0, MOST_A_FRAME);
  }

  void closed(Link link) {
    pending.remove(link);
  }
}
