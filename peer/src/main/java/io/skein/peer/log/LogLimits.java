package io.skein.peer.log;

import io.skein.peer.model.MessageLimits;
import java.time.Duration;

/**
 * Immutable. Bounds of the log.
 *
 * @param maxBytes batches held, with their bookkeeping; at least 64 KiB
 * @param maxAge how long a batch is held, from its arrival
 * @param maxWaitingBytes batches of one origin that wait for earlier ones, or one larger batch; at
 *     least 1
 * @param origins what is kept of all origins together
 * @param maxPayload of a message that is published here; from 1 to a quarter of {@code maxBytes},
 *     at most 256 MiB
 */
public record LogLimits(
    long maxBytes, Duration maxAge, long maxWaitingBytes, OriginLimits origins, long maxPayload) {
  /** The smallest log, in bytes. */
  public static final long LEAST_BYTES = 64 << 10;

  public static final LogLimits DEFAULT = new LogLimits(64L << 20, Duration.ofMinutes(5), 8L << 20);

  /** What a peer takes of its apps unless told, and of its neighbours however small its log is. */
  private static final long USUAL_PAYLOAD = MessageLimits.PAYLOAD_BYTES;

  /** More than that is no message any more: it is in memory several times. */
  private static final long MOST_PAYLOAD = 256L << 20;

  /** What a batch of one message has beside the payload, at most. */
  private static final long ENVELOPE = 64 << 10;

  private static final int SHARE_OF_ONE = 4;

  public LogLimits {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "log size is " + maxBytes + " bytes, expected 64KiB or more");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("log age is " + maxAge + ", expected more than 0");
    }
    if (maxWaitingBytes < 1) {
      throw new IllegalArgumentException(
          "early batches of an origin are " + maxWaitingBytes + " bytes, expected at least 1");
    }
    if (maxPayload < 1 || maxPayload > largestPayload(maxBytes)) {
      throw new IllegalArgumentException(
          "largest message is %d bytes, expected 1 to %d: a quarter of the log, at most 256MiB"
              .formatted(maxPayload, largestPayload(maxBytes)));
    }
  }

  /** Messages of up to 1 MiB are published, or a quarter of a smaller log. */
  public LogLimits(long maxBytes, Duration maxAge, long maxWaitingBytes, OriginLimits origins) {
    this(
        maxBytes,
        maxAge,
        maxWaitingBytes,
        origins,
        Math.min(USUAL_PAYLOAD, largestPayload(maxBytes)));
  }

  /** Bytes of the largest message that a log can be made to take: a quarter of it. */
  public static long largestPayload(long maxBytes) {
    return Math.min(MOST_PAYLOAD, maxBytes / SHARE_OF_ONE);
  }

  /** The same with another bound of what is published. */
  public LogLimits withMaxPayload(long most) {
    return new LogLimits(maxBytes, maxAge, maxWaitingBytes, origins, most);
  }

  /** Bytes of the largest batch that is taken from a neighbour. */
  public long largestBatch() {
    return Math.max(USUAL_PAYLOAD, largestPayload(maxBytes)) + ENVELOPE;
  }

  /** With the default for all origins together. */
  public LogLimits(long maxBytes, Duration maxAge, long maxWaitingBytes) {
    this(maxBytes, maxAge, maxWaitingBytes, OriginLimits.DEFAULT);
  }

  /** The same with other limits of all origins together. */
  public LogLimits with(OriginLimits others) {
    return new LogLimits(maxBytes, maxAge, maxWaitingBytes, others, maxPayload);
  }
}
