package io.skein.peer.simulation;

/**
 * Confined to one thread. Counts of durations in buckets that are at most 1.6 % wide, so that
 * millions of them cost no more than one.
 */
public final class LatencyHistogram {
  /** Buckets an octave, as a power of two. */
  private static final int FINE_BITS = 6;

  private static final int FINE = 1 << FINE_BITS;

  private final long[] counts = new long[(Long.SIZE - FINE_BITS) * FINE];
  private long total;
  private long maxNanos;

  /** Counts a duration of at least 0. */
  void add(long nanos, int count) {
    counts[bucket(nanos)] += count;
    total += count;
    maxNanos = Math.max(maxNanos, nanos);
  }

  private static int bucket(long nanos) {
    if (nanos < FINE) {
      return (int) Math.max(0, nanos);
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - FINE_BITS;
    return (shift << FINE_BITS) + (int) (nanos >>> shift);
  }

  private static double upper(int bucket) {
    if (bucket < 2 * FINE) {
      return bucket;
    }
    int shift = (bucket >>> FINE_BITS) - 1;
    return (double) (FINE + (bucket & FINE - 1) + 1) * (1L << shift);
  }

  /** How many there are. */
  public long total() {
    return total;
  }

  /** The longest, in milliseconds; 0 if there is none. */
  public double maxMillis() {
    return maxNanos / 1e6;
  }

  /**
   * What a fraction of the durations does not exceed, in milliseconds; 0 if there are none.
   *
   * @param fraction 0 to 1
   */
  public double millisAt(double fraction) {
    long wanted = (long) Math.ceil(fraction * total);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (counts[i] > 0 && seen >= wanted) {
        return Math.min(upper(i), (double) maxNanos) / 1e6;
      }
    }
    return 0;
  }

  /** How many take at most so long. */
  public long upTo(double millis) {
    long seen = 0;
    for (int i = 0; i < counts.length && upper(i) <= millis * 1e6; i++) {
      seen += counts[i];
    }
    return seen;
  }
}
