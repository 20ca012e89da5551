package io.skein.peer.core;

/**
 * Immutable. What the protocol of one peer holds at most.
 *
 * @param subscriptions of all apps together; at least 1
 */
public record CoreLimits(int subscriptions) {
  /** What a peer has unless told otherwise. */
  public static final CoreLimits DEFAULTS = new CoreLimits(1024);

  public CoreLimits {
    if (subscriptions < 1) {
      throw new IllegalArgumentException(
          "the limit of subscriptions is %d, expected at least 1".formatted(subscriptions));
    }
  }
}
