package io.skein.peer.mesh;

import java.time.Duration;

/**
 * Confined to the owner thread. How much may be sent and not yet acknowledged: what a link carries
 * in 200 ms (or in two of its shortest round trips, if that is more) at the rate at which it was
 * measured to; in 500 ms, if that is below 64 KiB; at least 16 KiB, and so much at first. The rest
 * waits in this peer's queues, where urgent messages overtake it.
 *
 * <p>From sample to sample it doubles at most, and halves at most: one sample may be that of a
 * pause. The first one after a rest makes it no larger, for a shaper that has rested lets a burst
 * pass; what is sent in the belief that it goes on like this, the shaper drops.
 *
 * <p>The rate is that of deliveries, taken only where the window was the limit, as in BBR (Cardwell
 * et al., ACM Queue 2016, "app-limited" samples).
 */
final class SendWindow {
  static final long LEAST_BYTES = 16 << 10;
  private static final double LITTLE_BYTES = 64 << 10;
  private static final long HORIZON_NANOS = Duration.ofMillis(200).toNanos();
  private static final double LITTLE_SECONDS = 0.5;
  private static final long SAMPLE_NANOS = Duration.ofMillis(50).toNanos();
  private static final double NANOS_A_SECOND = 1e9;

  private long sent;
  private long acknowledged;
  private long bytes = LEAST_BYTES;
  private double bytesPerSecond;
  private long sampleStartNanos;
  private long sampleStartBytes;
  private long leastRttNanos = Long.MAX_VALUE;
  private long acknowledgedNanos;
  private boolean rested = true;
  private boolean wasFull;

  /** So many bytes were sent in all. */
  void sent(long total, long nowNanos) {
    if (sent == acknowledged) {
      rested |= nowNanos - acknowledgedNanos >= SAMPLE_NANOS;
      restart(nowNanos);
    }
    sent = total;
  }

  /** One message at a time fills a window too; only the time without any does not count. */
  private void restart(long nowNanos) {
    if (wasFull) {
      sampleStartNanos += nowNanos - acknowledgedNanos;
    } else {
      sampleStartNanos = nowNanos;
      sampleStartBytes = acknowledged;
    }
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
    acknowledgedNanos = nowNanos;
    long elapsed = nowNanos - sampleStartNanos;
    if (elapsed >= SAMPLE_NANOS || isSmallAndThrough()) {
      sample((acknowledged - sampleStartBytes) * NANOS_A_SECOND / Math.max(1, elapsed));
      sampleStartNanos = nowNanos;
      sampleStartBytes = acknowledged;
    }
    return full && !isFull();
  }

  /** Below 64 KiB a window may double with each round trip, however short that is. */
  private boolean isSmallAndThrough() {
    return wasFull && bytes < LITTLE_BYTES && acknowledged - sampleStartBytes >= bytes;
  }

  private void sample(double rate) {
    if (rate > bytesPerSecond || wasFull) {
      bytesPerSecond = rate;
    }
    if (wasFull) {
      bytes = Math.clamp(wanted(), bytes / 2, rested ? bytes : 2 * bytes);
    }
    rested = false;
    wasFull = false;
  }

  private long wanted() {
    long trips = leastRttNanos == Long.MAX_VALUE ? 0 : 2 * leastRttNanos;
    double horizon = Math.max(HORIZON_NANOS, trips) / NANOS_A_SECOND;
    double little = Math.min(LITTLE_BYTES, bytesPerSecond * LITTLE_SECONDS);
    return Math.max(LEAST_BYTES, (long) Math.max(bytesPerSecond * horizon, little));
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
