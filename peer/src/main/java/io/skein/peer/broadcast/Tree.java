package io.skein.peer.broadcast;

/**
 * Confined to the owner thread. One origin's tree as this peer sees it: over which links its
 * batches are sent on, and over which one they come. Links are told apart by their slots.
 *
 * <p>Plumtree (Leitão, Pereira, Rodrigues: Epidemic Broadcast Trees, SRDS 2007, section 3), but one
 * tree for each origin, so that all of them have the latency of flooding.
 */
final class Tree {
  static final int NONE = -1;

  private int eager = -1;
  private int pruned;
  private int parent = NONE;
  private int challenger = NONE;
  private long usedNanos;

  /** Whether the origin's batches are sent over the link unasked. */
  boolean isEager(int slot) {
    return (eager & bit(slot)) != 0;
  }

  /** Whether they come over this link. */
  boolean isParent(int slot) {
    return slot == parent;
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

  /** The slot has no link any more. */
  void closed(int slot) {
    pruned &= ~bit(slot);
    eager &= ~bit(slot);
    parent = parent == slot ? NONE : parent;
    challenger = challenger == slot ? NONE : challenger;
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
