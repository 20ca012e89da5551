package io.skein.peer.membership;

import io.skein.peer.model.PeerRecord;

/** Confined to the owner thread. A peer with a link, as membership sees it. */
final class Neighbour {
  private final PeerRecord record;
  private final boolean dialled;
  private final long sinceNanos;
  private final long protectedUntilNanos;
  private int links;
  private boolean up;
  private boolean joined;

  /**
   * A neighbour.
   *
   * @param dialled whether this peer opened the link
   * @param links how many links the other has
   * @param protectedUntilNanos until when the link is not given up for another one
   */
  Neighbour(
      PeerRecord record, boolean dialled, int links, long sinceNanos, long protectedUntilNanos) {
    this.record = record;
    this.dialled = dialled;
    this.links = links;
    this.sinceNanos = sinceNanos;
    this.protectedUntilNanos = protectedUntilNanos;
  }

  PeerRecord record() {
    return record;
  }

  boolean isDialled() {
    return dialled;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  boolean isProtected(long nowNanos) {
    return nowNanos - protectedUntilNanos < 0;
  }

  /** How many links it last said to have. */
  int links() {
    return links;
  }

  void hasLinks(int now) {
    links = now;
  }

  /** Whether it has taken the link for good: one that has no room ends it after its Hello. */
  boolean isUp() {
    return up;
  }

  void comesUp() {
    up = true;
  }

  /** Notes that it asked to be made known; false if it did before. */
  boolean join() {
    boolean first = !joined;
    joined = true;
    return first;
  }
}
