package io.skein.compare;

import java.time.Duration;

/**
 * How long everything takes; immutable.
 *
 * @param warmup how long messages flow at each contender before the first round
 * @param rounds how often each is measured, at least 1
 * @param duration how long messages flow in a round
 */
record Plan(Duration warmup, int rounds, Duration duration) {
  Plan {
    if (rounds < 1 || warmup.isNegative() || !duration.isPositive()) {
      throw new IllegalArgumentException(
          "--rounds must be at least 1, --duration longer than nothing");
    }
  }
}
