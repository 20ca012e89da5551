package io.skein.peer.mesh;

import java.time.Duration;

/**
 * Confined to the owner thread. How much may be sent and not yet acknowledged: what a link carries
 * in 200 ms (or in two of its shortest round trips, if that is more) at the rate at which it was
 * measured to, at least 64 KiB, or 32 KiB if that rate is below 64 KiB/s. The rest waits in this
 * peer's queues, where urgent messages overtake it.
 *
 * <p>The rate is that of deliveries, taken only where the window was the limit, as in BBR (Cardwell
 * et al., ACM Queue 2016, "app-limited" samples).
 */
final class SendWindow {
  static final long LEAST_BYTES = 64 << 10;

  /** On a slow link: one chunk, so that an urgent message waits for one only. */
  static final long LEAST_SLOW_BYTES = 32 << 10;

  private static final double SLOW_BYTES_PER_SECOND = 64 << 10;
  private static final long HORIZON_NANOS = Duration.ofMillis(200).toNanos();
  private static final long SAMPLE_NANOS = Duration.ofMillis(50).toNanos();
  private static final double NANOS_A_SECOND = 1e9;

  private long sent;
  private long acknowledged;
  private long bytes = LEAST_BYTES;
  private double bytesPerSecond;
  private long sampleStartNanos;
  private long sampleStartBytes;
  private long leastRttNanos = Long.MAX_VALUE;
  private long lastNanos;
  private boolean wasFull;
  private boolean isSlow;

  /** So many bytes were sent in all. */
  void sent(long total, long nowNanos) {
    if (sent == acknowledged && wasFull) {
      // One chunk at a time is a full window too; only the time without any does not count.
      sampleStartNanos += nowNanos - lastNanos;
    } else if (sent == acknowledged) {
      sampleStartNanos = nowNanos;
      sampleStartBytes = acknowledged;
    }
    sent = total;
  }

  /**
   * So many bytes were acknowledged in all.
   *
   * @param rttNanos round-trip time as measured, 0 if it was not; it grows with what waits on the
   *     way, so that only the shortest counts
   * @return whether that made room where there was none
   */
  boolean acknowledged(long total, long rttNanos, long nowNanos) {
    leastRttNanos = rttNanos == 0 ? leastRttNanos : Math.min(leastRttNanos, rttNanos);
    long arrived = Math.min(sent, total);
    if (arrived <= acknowledged) {
      // No news ends no sample: what is under way came for a part of its time.
      return false;
    }
    boolean full = isFull();
    acknowledged = arrived;
    lastNanos = nowNanos;
    long elapsed = nowNanos - sampleStartNanos;
    if (elapsed >= SAMPLE_NANOS) {
      sample((acknowledged - sampleStartBytes) * NANOS_A_SECOND / elapsed);
      sampleStartNanos = nowNanos;
      sampleStartBytes = acknowledged;
    }
    return full && !isFull();
  }

  private void sample(double rate) {
    if (rate > bytesPerSecond || wasFull) {
      bytesPerSecond = rate;
    }
    isSlow = bytesPerSecond < SLOW_BYTES_PER_SECOND && (isSlow || wasFull);
    wasFull = false;
    long trips = leastRttNanos == Long.MAX_VALUE ? 0 : 2 * leastRttNanos;
    double horizon = Math.max(HORIZON_NANOS, trips) / NANOS_A_SECOND;
    bytes = Math.max(isSlow ? LEAST_SLOW_BYTES : LEAST_BYTES, (long) (bytesPerSecond * horizon));
  }

  boolean isFull() {
    boolean full = inFlight() >= bytes;
    wasFull |= full;
    return full;
  }

  long inFlight() {
    return sent - acknowledged;
  }
}
