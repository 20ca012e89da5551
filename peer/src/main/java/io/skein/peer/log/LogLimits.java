package io.skein.peer.log;

import java.time.Duration;

/**
 * Immutable. Bounds of the log.
 *
 * @param maxBytes batches held, with their bookkeeping; at least 64 KiB
 * @param maxAge how long a batch is held, from its arrival
 * @param maxWaitingBytes batches of one origin that wait for earlier ones
 * @param origins what is kept of all origins together
 */
public record LogLimits(
    long maxBytes, Duration maxAge, long maxWaitingBytes, OriginLimits origins) {
  /** The smallest log, in bytes. */
  public static final long LEAST_BYTES = 64 << 10;

  public static final LogLimits DEFAULT = new LogLimits(64L << 20, Duration.ofMinutes(5), 8L << 20);

  public LogLimits {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "log size is " + maxBytes + " bytes, expected 64KiB or more");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("log age is " + maxAge + ", expected more than 0");
    }
  }

  /** With the default for all origins together. */
  public LogLimits(long maxBytes, Duration maxAge, long maxWaitingBytes) {
    this(maxBytes, maxAge, maxWaitingBytes, OriginLimits.DEFAULT);
  }

  /** The same with other limits of all origins together. */
  public LogLimits with(OriginLimits others) {
    return new LogLimits(maxBytes, maxAge, maxWaitingBytes, others);
  }
}
