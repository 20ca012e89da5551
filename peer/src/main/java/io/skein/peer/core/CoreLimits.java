package io.skein.peer.core;

/**
 * Immutable. What the protocol of one peer holds at most.
 *
 * @param subscriptions of all apps together; at least 1
 * @param directory records of other peers; at least 100, which is more than there are links
 */
public record CoreLimits(int subscriptions, int directory) {
  /** Records of the smallest directory. */
  public static final int LEAST_DIRECTORY = 100;

  /** What a peer has unless told otherwise. */
  public static final CoreLimits DEFAULTS = new CoreLimits(1024, 5_000);

  public CoreLimits {
    if (subscriptions < 1) {
      throw new IllegalArgumentException(
          "the limit of subscriptions is %d, expected at least 1".formatted(subscriptions));
    }
    if (directory < LEAST_DIRECTORY) {
      throw new IllegalArgumentException(
          "the limit of records in the directory is %d, expected at least %d"
              .formatted(directory, LEAST_DIRECTORY));
    }
  }
}
