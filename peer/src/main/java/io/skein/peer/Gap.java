package io.skein.peer;

/**
 * Immutable. Messages that a subscription will not get, told in the place where they would have
 * come.
 *
 * @param count how many; an upper bound unless {@code exact}, because their types are unknown
 * @param exact whether {@code count} is exact
 * @param reason why
 */
public record Gap(long count, boolean exact, Reason reason) {
  /** Why messages will not come. */
  public enum Reason {
    /** The listener was too slow or resumed too late: they left the log first. */
    EVICTED,
    /** They never reached this peer: no other one had them any more. */
    NEVER_ARRIVED,
    /** The subscription skips what is too old for it. */
    DROPPED_OLDEST,
    /** They came in a batch that does not hold what its origin said. */
    UNREADABLE
  }

  static Gap of(io.skein.peer.dispatch.Gap gap) {
    Reason reason =
        switch (gap.reason()) {
          case EVICTED -> Reason.EVICTED;
          case NEVER_ARRIVED -> Reason.NEVER_ARRIVED;
          case DROPPED_OLDEST -> Reason.DROPPED_OLDEST;
          case UNREADABLE -> Reason.UNREADABLE;
        };
    return new Gap(gap.count(), gap.exact(), reason);
  }
}
