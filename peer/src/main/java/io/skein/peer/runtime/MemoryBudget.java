package io.skein.peer.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Confined to the owner thread. One account of the bytes that a peer buffers beside its log. Owners
 * of buffers count what they hold; this adds it up when it is asked, so that buffering itself pays
 * nothing for the account.
 */
public final class MemoryBudget {
  /** How much of the budget is used. */
  public enum Level {
    /** Less than the soft mark. */
    FINE,
    /** The soft mark is reached: what makes it more is to be slowed. */
    SOFT,
    /** The hard mark is reached: something has to go. */
    HARD
  }

  private final long softBytes;
  private final long hardBytes;
  private final Map<String, LongSupplier> kinds = new LinkedHashMap<>();

  /**
   * A budget with nothing in it.
   *
   * @param softBytes at least 1
   * @param hardBytes at least {@code softBytes}
   */
  public MemoryBudget(long softBytes, long hardBytes) {
    if (softBytes < 1 || hardBytes < softBytes) {
      throw new IllegalArgumentException(
          "memory marks are %d and %d bytes, expected at least 1, and the second not below the first"
              .formatted(softBytes, hardBytes));
    }
    this.softBytes = softBytes;
    this.hardBytes = hardBytes;
  }

  /** Takes a kind of buffers into account, which is asked how many bytes it holds. */
  public void add(String kind, LongSupplier bytes) {
    kinds.put(kind, bytes);
  }

  /** Bytes buffered now. */
  public long bytes() {
    return kinds.values().stream().mapToLong(LongSupplier::getAsLong).sum();
  }

  /** How much of the budget is used now. */
  public Level level() {
    long now = bytes();
    if (now >= hardBytes) {
      return Level.HARD;
    }
    return now >= softBytes ? Level.SOFT : Level.FINE;
  }

  /** The kinds of buffers, with what tells their bytes. */
  public Map<String, LongSupplier> kinds() {
    return Map.copyOf(kinds);
  }

  /** Where publishers are slowed, in bytes. */
  public long softBytes() {
    return softBytes;
  }

  /** Where the worst link is closed, in bytes. */
  public long hardBytes() {
    return hardBytes;
  }
}
