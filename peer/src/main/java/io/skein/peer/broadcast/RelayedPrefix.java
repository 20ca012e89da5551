package io.skein.peer.broadcast;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. How many of a publisher's messages, from its first on, are settled:
 * neighbours acknowledge batches in any order, and a receipt covers everything before it.
 */
public final class RelayedPrefix {
  private final ArrayDeque<Part> pending = new ArrayDeque<>();
  private long accepted;
  private long settled;

  /** Messages that were accepted together. */
  public static final class Part {
    private final Object key;
    private final long first;
    private long last;
    private boolean settled;

    private Part(Object key, long first, long last) {
      this.key = key;
      this.first = first;
      this.last = last;
    }

    /** Number of its first message, counted from 1. */
    public long first() {
      return first;
    }

    /** Number of its last message. */
    public long last() {
      return last;
    }
  }

  /**
   * The next messages were accepted.
   *
   * @param key what they are settled by: their batch, or the request that first published them
   */
  public void accepted(Object key, int count) {
    accepted += count;
    Part last = pending.peekLast();
    if (last != null && last.key.equals(key)) {
      last.last = accepted;
    } else {
      pending.add(new Part(key, accepted - count + 1, accepted));
    }
  }

  /** Settles what has the key; null if nothing has. */
  public @Nullable Part settle(Object key) {
    for (Part part : pending) {
      if (!part.settled && part.key.equals(key)) {
        part.settled = true;
        advance();
        return part;
      }
    }
    return null;
  }

  private void advance() {
    Part first;
    while ((first = pending.peek()) != null && first.settled) {
      settled = first.last;
      pending.remove();
    }
  }

  /** So many messages were accepted. */
  public long accepted() {
    return accepted;
  }

  /** The first so many messages are settled. */
  public long settled() {
    return settled;
  }
}
