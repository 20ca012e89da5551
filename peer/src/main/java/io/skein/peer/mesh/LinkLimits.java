package io.skein.peer.mesh;

/**
 * Immutable. What a link to another peer holds at most.
 *
 * @param queueBytes of batches that wait for it; with more it turns lazy; at least 512 KiB, since
 *     publishers are slowed from 256 KiB on
 */
public record LinkLimits(long queueBytes) {
  /** Bytes of the smallest queue. */
  public static final long LEAST_QUEUE = 512 << 10;

  /** What a peer has unless told otherwise. */
  public static final LinkLimits DEFAULTS = new LinkLimits(8L << 20);

  public LinkLimits {
    if (queueBytes < LEAST_QUEUE) {
      throw new IllegalArgumentException(
          "the queue of a link is %d bytes, expected at least %d"
              .formatted(queueBytes, LEAST_QUEUE));
    }
  }
}
