package io.skein.bootstrap.registry;

/**
 * A registration and how long it holds. Immutable.
 *
 * @param id secret handle
 * @param registration who, and the record
 * @param reachable whether the server could reach the peer
 * @param links links that the peer said it has
 * @param handedOut how often samples gave it out of late; halved by each renewal
 * @param lengthNanos length of the lease
 * @param expiresAtNanos when the lease ends, by the monotonic clock
 * @param voidAtNanos when the record becomes void, by the monotonic clock
 */
public record Lease(
    LeaseId id,
    Registration registration,
    boolean reachable,
    int links,
    int handedOut,
    long lengthNanos,
    long expiresAtNanos,
    long voidAtNanos) {
  boolean isLive(long nowNanos) {
    return isLive(expiresAtNanos, voidAtNanos, nowNanos);
  }

  static boolean isLive(long expiresAtNanos, long voidAtNanos, long nowNanos) {
    // Differences, not values: the monotonic clock may wrap.
    return expiresAtNanos - nowNanos > 0 && voidAtNanos - nowNanos > 0;
  }

  Lease withReachable(boolean nowReachable) {
    return new Lease(
        id, registration, nowReachable, links, handedOut, lengthNanos, expiresAtNanos, voidAtNanos);
  }

  // Halving forgets: otherwise a newcomer would be the least handed out for hours, and everyone
  // would dial it.
  Lease renewed(int nowLinks, long nowNanos) {
    return new Lease(
        id,
        registration,
        reachable,
        nowLinks,
        handedOut / 2,
        lengthNanos,
        nowNanos + lengthNanos,
        voidAtNanos);
  }

  Lease handedOutAgain() {
    return new Lease(
        id,
        registration,
        reachable,
        links,
        handedOut + 1,
        lengthNanos,
        expiresAtNanos,
        voidAtNanos);
  }
}
