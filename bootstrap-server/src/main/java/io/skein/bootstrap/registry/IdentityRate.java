package io.skein.bootstrap.registry;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.net.InetAddress;
import java.time.Duration;

/**
 * Counts new peers per address and minute. Not thread-safe: the registry calls it under its lock.
 */
final class IdentityRate {
  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MAX_ADDRESSES = 100_000;

  private final int perMinute;
  private final Multiset<InetAddress> counts = HashMultiset.create();
  private long windowStart;

  IdentityRate(int perMinute) {
    this.perMinute = perMinute;
  }

  boolean allows(InetAddress address, long nowNanos) {
    if (counts.isEmpty() || nowNanos - windowStart >= WINDOW_NANOS) {
      counts.clear();
      windowStart = nowNanos;
    }
    return counts.count(address) < perMinute && counts.elementSet().size() < MAX_ADDRESSES;
  }

  void count(InetAddress address) {
    // Without a limit there is no use for counts.
    if (perMinute < Integer.MAX_VALUE) {
      counts.add(address);
    }
  }

  /** Time to the next minute. */
  Duration untilNextWindow(long nowNanos) {
    return Duration.ofNanos(Math.max(0, WINDOW_NANOS - (nowNanos - windowStart)));
  }
}
