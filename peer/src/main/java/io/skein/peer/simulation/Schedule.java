package io.skein.peer.simulation;

import java.time.Duration;

/**
 * Immutable. The parts of a run, since its start.
 *
 * @param joined all peers have been started, publishing begins
 * @param warm what comes later is measured
 * @param calmFrom no more faults with a probability, and nothing is published any more
 * @param end the drain begins
 */
record Schedule(Duration joined, Duration warm, Duration calmFrom, Duration end) {
  private static final Duration WARM = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofSeconds(10);

  static Schedule of(Duration duration) {
    Duration warm = lesser(WARM, duration.dividedBy(3));
    Duration settle = lesser(SETTLE, duration.dividedBy(6));
    return new Schedule(warm.dividedBy(2), warm, duration.minus(settle), duration);
  }

  private static Duration lesser(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
