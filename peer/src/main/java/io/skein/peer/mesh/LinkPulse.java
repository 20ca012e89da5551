package io.skein.peer.mesh;

import java.time.Duration;

/**
 * Confined to the owner thread. Signs of life of a link, and its round-trip time smoothed as in TCP
 * (RFC 6298: an eighth of each new sample).
 */
final class LinkPulse {
  private static final int SMOOTHING = 8;

  /** A little less than the second between two looks. */
  private static final long QUIET_NANOS = Duration.ofMillis(900).toNanos();

  private static final long MEASURE_NANOS = Duration.ofSeconds(5).toNanos();

  private long lastHeardNanos;
  private long pingNonce;
  private long pingSentNanos;
  private long rttNanos;
  private long lastProgressNanos;
  private long lastSentBytes;

  LinkPulse(long nowNanos) {
    lastHeardNanos = nowNanos;
    lastProgressNanos = nowNanos;
  }

  /** Forgives all silence so far: this peer itself stood still. */
  void restart(long nowNanos) {
    lastHeardNanos = nowNanos;
    lastProgressNanos = nowNanos;
  }

  void heard(long nowNanos) {
    lastHeardNanos = nowNanos;
  }

  long silentNanos(long nowNanos) {
    return nowNanos - lastHeardNanos;
  }

  /** Whether the other has been quiet for a second, or the round trip was measured long ago. */
  boolean isPingDue(long nowNanos) {
    return rttNanos == 0
        || silentNanos(nowNanos) >= QUIET_NANOS
        || nowNanos - pingSentNanos >= MEASURE_NANOS;
  }

  /** Starts a measurement; returns the nonce for the ping. */
  long ping(long nowNanos) {
    pingSentNanos = nowNanos;
    return ++pingNonce;
  }

  void pong(long nonce, long nowNanos) {
    if (nonce == pingNonce) {
      long sample = nowNanos - pingSentNanos;
      rttNanos = rttNanos == 0 ? sample : rttNanos + (sample - rttNanos) / SMOOTHING;
    }
  }

  long rttNanos() {
    return rttNanos;
  }

  /** How long nothing could be sent although something waits. */
  long stuckNanos(long sentBytes, boolean waiting, long nowNanos) {
    if (!waiting || sentBytes != lastSentBytes) {
      lastSentBytes = sentBytes;
      lastProgressNanos = nowNanos;
    }
    return nowNanos - lastProgressNanos;
  }
}
