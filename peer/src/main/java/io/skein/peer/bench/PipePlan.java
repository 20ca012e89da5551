package io.skein.peer.bench;

import java.time.Duration;

/**
 * What {@code bench} does; immutable.
 *
 * @param messages how many in the measured phase, at least 1
 * @param rate messages a second in it; 0 is flat out
 * @param rounds how often it is measured, at least 1
 * @param warmup how long messages flow before
 * @param latencyRate messages a second of the last phase
 * @param latencyTime how long that takes
 */
record PipePlan(
    long messages, long rate, int rounds, Duration warmup, long latencyRate, Duration latencyTime) {
  PipePlan {
    if (messages < 1 || rounds < 1 || latencyRate < 1 || rate < 0) {
      throw new IllegalArgumentException(
          "--messages, --rounds and --latency-rate must be at least 1, --rate at least 0");
    }
  }
}
