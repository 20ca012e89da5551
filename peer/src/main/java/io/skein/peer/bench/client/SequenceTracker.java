package io.skein.peer.bench.client;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts exactly which numbers of a sequence never came, came twice or came late; confined to one
 * thread at a time. Numbers that come in order cost nothing; holes cost one bit for each number of
 * a page of 4,096, until the page is whole.
 */
public final class SequenceTracker {
  private static final int PAGE_BITS = 12;
  private static final int WORDS = 1 << (PAGE_BITS - 6);

  private final Map<Long, long[]> holes = new HashMap<>();
  private final long first;
  private long next;
  private long missing;
  private long duplicated;
  private long outOfOrder;

  /** Expects {@code first} to come first; what is below is a duplicate. */
  public SequenceTracker(long first) {
    this.first = first;
    next = first;
  }

  /** Takes a number that came. */
  public void accept(long number) {
    if (number == next) {
      next++;
    } else if (number > next) {
      open(next, number);
      next = number + 1;
    } else {
      late(number);
    }
  }

  /** The highest number that came; {@code first - 1} if none did. */
  public long highest() {
    return next - 1;
  }

  /** Numbers from the first one to {@code last}, inclusive, that have not come. */
  public long missing(long last) {
    return missing + Math.max(0, last - highest());
  }

  /** Numbers that came more than once, counted each time after the first. */
  public long duplicated() {
    return duplicated;
  }

  /** Numbers that came for the first time after a higher one. */
  public long outOfOrder() {
    return outOfOrder;
  }

  /** Different numbers that came. */
  public long distinct() {
    return next - first - missing;
  }

  private void open(long from, long to) {
    missing += to - from;
    for (long number = from; number < to; ) {
      long page = number >>> PAGE_BITS;
      long[] bits = holes.computeIfAbsent(page, key -> new long[WORDS]);
      long pageEnd = Math.min(to, (page + 1) << PAGE_BITS);
      for (; number < pageEnd; number++) {
        bits[word(number)] |= 1L << number;
      }
    }
  }

  private void late(long number) {
    long page = number >>> PAGE_BITS;
    long[] bits = holes.get(page);
    if (bits == null || (bits[word(number)] & 1L << number) == 0) {
      duplicated++;
      return;
    }
    outOfOrder++;
    missing--;
    bits[word(number)] &= ~(1L << number);
    if (Arrays.stream(bits).allMatch(word -> word == 0)) {
      holes.remove(page);
    }
  }

  private static int word(long number) {
    return (int) (number >>> 6) & (WORDS - 1);
  }
}
