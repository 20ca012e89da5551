package io.skein.peer.broadcast;

import java.time.Duration;

/**
 * Confined to the owner thread. One origin's tree as this peer sees it: over which links its
 * batches are sent on, and over which one they come. Links are told apart by their slots.
 *
 * <p>Plumtree (Leitão, Pereira, Rodrigues: Epidemic Broadcast Trees, SRDS 2007, section 3), but one
 * tree for each origin, so that all of them have the latency of flooding.
 */
final class Tree {
  static final int NONE = -1;
  private static final long RACE_NANOS = Duration.ofMillis(500).toNanos();

  private int eager = -1;
  private int pruned;
  private int parent = NONE;
  private int challenger = NONE;
  private long usedNanos;
  private long racedNanos;

  /** The batch that came last, and when; a batch is told by its lane and its last sequence. */
  private long newest;

  private long newestNanos;

  /** A batch that was announced before it came, and when it could have come over that link. */
  private long promised;

  private long promisedNanos;
  private int promisedSlot = NONE;

  /** Who would have been the fastest but for the parent, by the newest batch that was announced. */
  private int alternative = NONE;

  private long alternativeBatch;
  private long alternativeNanos;

  /** Whether the origin's batches are sent over the link unasked. */
  boolean isEager(int slot) {
    return (eager & bit(slot)) != 0;
  }

  /** Whether it is known where they come from. */
  boolean hasParent() {
    return parent != NONE;
  }

  /** Whether they come over this link. */
  boolean isParent(int slot) {
    return slot == parent;
  }

  /**
   * A batch came over the parent. Returns the link over which it could have come earlier by more
   * than a margin, {@link #NONE} if there is none.
   */
  int came(long batch, long nowNanos, long marginNanos) {
    newest = batch;
    newestNanos = nowNanos;
    boolean late = promised == batch && promisedNanos + marginNanos < nowNanos;
    return late && promisedSlot != parent ? promisedSlot : NONE;
  }

  /**
   * A batch could have come over a link at a time, had that been eager. Returns whether that was
   * earlier by more than a margin than it came; it may still be on its way.
   */
  boolean couldHaveCome(int slot, long batch, long nanos, long marginNanos) {
    if (alternativeBatch != batch || nanos < alternativeNanos) {
      alternative = slot;
      alternativeBatch = batch;
      alternativeNanos = nanos;
    }
    if (batch == newest) {
      return slot != parent && nanos + marginNanos < newestNanos;
    }
    if (promised != batch || nanos < promisedNanos) {
      promised = batch;
      promisedNanos = nanos;
      promisedSlot = slot;
    }
    return false;
  }

  /** A batch came for the first time, unasked. */
  void first(int slot) {
    pruned &= ~bit(slot);
    if (parent == NONE) {
      parent = slot;
    } else if (parent != slot) {
      challenger = slot;
    }
  }

  /**
   * A batch came that was there already. Returns the link that is to send no more, or {@link
   * #NONE}: this one, or the parent if another link was faster. Never both, so that some link goes
   * on sending.
   */
  int again(int slot) {
    int loser = slot;
    if (slot == parent) {
      if (challenger == NONE) {
        return NONE;
      }
      parent = challenger;
      challenger = NONE;
    } else if (slot == challenger) {
      challenger = NONE;
    }
    eager &= ~bit(loser);
    return loser;
  }

  /** Notes that the other was asked to send no more; false if it had been before. */
  boolean prune(int slot) {
    boolean first = (pruned & bit(slot)) == 0;
    pruned |= bit(slot);
    return first;
  }

  /** The other wants to be sent no more. */
  void pruned(int slot) {
    eager &= ~bit(slot);
  }

  /** The other wants to be sent to; so it is not where the batches come from. */
  void grafted(int slot) {
    eager |= bit(slot);
    if (parent == slot) {
      parent = NONE;
    }
  }

  /** The other is asked to send again. */
  void graft(int slot) {
    pruned &= ~bit(slot);
  }

  /** It did, and was first: batches come this way from now on. */
  void graftAnswered(int slot) {
    parent = slot;
    challenger = NONE;
  }

  /**
   * A new link has the slot: sent to unasked only if nothing is known of where batches come from.
   */
  void opened(int slot) {
    pruned &= ~bit(slot);
    eager = parent == NONE ? eager | bit(slot) : eager & ~bit(slot);
  }

  /**
   * The slot has no link any more. Returns the link to send instead, {@link #NONE} if this one was
   * not the parent or if none is known.
   */
  int closed(int slot) {
    boolean wasParent = parent == slot;
    pruned &= ~bit(slot);
    eager &= ~bit(slot);
    parent = parent == slot ? NONE : parent;
    challenger = challenger == slot ? NONE : challenger;
    promisedSlot = promisedSlot == slot ? NONE : promisedSlot;
    alternative = alternative == slot ? NONE : alternative;
    return wasParent ? alternative : NONE;
  }

  /**
   * Whether a faster link may be tried now; not one after the other, before the first has shown.
   */
  boolean mayRace(long nowNanos) {
    boolean may = racedNanos == 0 || nowNanos - racedNanos >= RACE_NANOS;
    racedNanos = may ? nowNanos : racedNanos;
    return may;
  }

  void used(long nowNanos) {
    usedNanos = nowNanos;
  }

  long usedNanos() {
    return usedNanos;
  }

  private static int bit(int slot) {
    return 1 << slot;
  }
}
