package io.skein.peer.mesh;

import java.time.Duration;

/**
 * Immutable. What a link to another peer holds at most, and how long it waits.
 *
 * @param queueBytes of batches that wait for it; with more it turns lazy; at least 512 KiB, since
 *     publishers are slowed from 256 KiB on
 * @param hello for the {@code Hello} of who dialled, at least 1 s
 * @param silence after which it ends; at least 4 s, since it is suspect after 3 s
 */
public record LinkLimits(long queueBytes, Duration hello, Duration silence) {
  /** Bytes of the smallest queue. */
  public static final long LEAST_QUEUE = 512 << 10;

  /** The shortest time for a {@code Hello}. */
  public static final Duration LEAST_HELLO = Duration.ofSeconds(1);

  /** The shortest silence that ends a link. */
  public static final Duration LEAST_SILENCE = Duration.ofSeconds(4);

  /** What a peer has unless told otherwise. */
  public static final LinkLimits DEFAULTS =
      new LinkLimits(8L << 20, Duration.ofSeconds(5), Duration.ofSeconds(5));

  public LinkLimits {
    if (queueBytes < LEAST_QUEUE) {
      throw new IllegalArgumentException(
          "the queue of a link is %d bytes, expected at least %d"
              .formatted(queueBytes, LEAST_QUEUE));
    }
    if (hello.compareTo(LEAST_HELLO) < 0 || silence.compareTo(LEAST_SILENCE) < 0) {
      throw new IllegalArgumentException(
          "a Hello has %s and silence lasts %s, expected at least %s and %s"
              .formatted(hello, silence, LEAST_HELLO, LEAST_SILENCE));
    }
  }
}
