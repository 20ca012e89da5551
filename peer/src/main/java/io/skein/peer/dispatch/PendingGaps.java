package io.skein.peer.dispatch;

import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Losses of one subscription that it has not been told of yet, added
 * up by reason.
 */
final class PendingGaps {
  private static final class Sum {
    long count;
    boolean exact = true;
    final Map<OriginLane, SequenceRange> ranges = new LinkedHashMap<>();
  }

  private final Map<GapReason, Sum> sums = new EnumMap<>(GapReason.class);

  void add(GapReason reason, SequenceRange range, long count, boolean exact) {
    Sum sum = sums.computeIfAbsent(reason, r -> new Sum());
    sum.count += count;
    sum.exact &= exact;
    sum.ranges.merge(range.source(), range, PendingGaps::span);
  }

  private static SequenceRange span(SequenceRange a, SequenceRange b) {
    return new SequenceRange(
        a.source(), Math.min(a.first(), b.first()), Math.max(a.last(), b.last()));
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** Takes out what is to be told next; null if there is nothing. */
  @Nullable Gap poll() {
    if (sums.isEmpty()) {
      return null;
    }
    GapReason reason = sums.keySet().iterator().next();
    Sum sum = sums.remove(reason);
    List<SequenceRange> ranges = sum == null ? List.of() : new ArrayList<>(sum.ranges.values());
    return sum == null ? null : new Gap(sum.count, sum.exact, reason, ranges);
  }
}
