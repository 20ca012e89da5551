package io.skein.peer.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Confined to the owner thread. Growing delays between attempts: exponential with equal jitter, so
 * that many peers which lost the same neighbour do not come back at the same time.
 */
public final class Backoff {
  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;
  private int attempts;

  public Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /** Delay before the next attempt: between half and all of the current step. */
  public Duration next() {
    long step = Math.min(most.toNanos(), first.toNanos() << Math.min(attempts, 20));
    attempts++;
    return Duration.ofNanos(step / 2 + random.nextLong(step / 2 + 1));
  }

  /** A regular delay, up to a tenth shorter or longer. */
  public Duration around(Duration delay) {
    long tenth = delay.toNanos() / 10;
    return delay.plusNanos(random.nextLong(-tenth, tenth + 1));
  }

  /** Starts again at the first step. */
  public void reset() {
    attempts = 0;
  }
}
