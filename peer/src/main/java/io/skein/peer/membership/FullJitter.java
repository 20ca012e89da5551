package io.skein.peer.membership;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Confined to the owner thread. Delays before attempts at a server: anything up to a bound that
 * doubles, so that all the peers that lost one server come back evenly spread. Source: "Exponential
 * Backoff And Jitter", AWS Architecture Blog.
 */
final class FullJitter {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 6;

  private final RandomGenerator random;
  private int attempts;

  FullJitter(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long bound = Math.min(MOST.toNanos(), FIRST.toNanos() << Math.min(attempts, DOUBLINGS));
    attempts++;
    return Duration.ofNanos(random.nextLong(bound + 1));
  }

  void reset() {
    attempts = 0;
  }

  /** A regular delay, up to a tenth shorter or longer. */
  Duration around(Duration delay) {
    long tenth = delay.toNanos() / 10;
    return delay.plusNanos(random.nextLong(-tenth, tenth + 1));
  }
}
