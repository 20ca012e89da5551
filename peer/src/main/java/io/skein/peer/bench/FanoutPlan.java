package io.skein.peer.bench;

import java.time.Duration;

/**
 * What {@code bench fanout} does; immutable.
 *
 * @param stalled how many subscriptions read nothing, at least 1
 * @param time how long they do not
 * @param warmup how long messages flow before
 */
record FanoutPlan(int stalled, Duration time, Duration warmup) {
  FanoutPlan {
    if (stalled < 1 || !time.isPositive() || !warmup.isPositive()) {
      throw new IllegalArgumentException(
          "--stalled must be at least 1, --duration and --warmup longer than nothing");
    }
  }
}
