package io.skein.faults.history;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences that a reader was told not to expect, both ends inclusive; immutable.
 *
 * @param first at least 1
 */
public record Lost(Source source, long first, long last) {
  public Lost {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(
          "range %d to %d, expected 1 or more".formatted(first, last));
    }
  }

  long count() {
    return last - first + 1;
  }

  /** How many sequences ranges hold that may overlap. */
  static long distinct(List<Lost> ranges) {
    Map<Source, Long> last = new HashMap<>();
    long sum = 0;
    for (Lost range : ranges.stream().sorted(Comparator.comparingLong(Lost::first)).toList()) {
      long before = last.getOrDefault(range.source(), 0L);
      sum += Math.max(0, range.last() - Math.max(range.first() - 1, before));
      last.put(range.source(), Math.max(before, range.last()));
    }
    return sum;
  }

  boolean holds(Source where, long sequence) {
    return source.equals(where) && first <= sequence && sequence <= last;
  }
}
