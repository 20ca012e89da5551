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
public record Schedule(Duration joined, Duration warm, Duration calmFrom, Duration end) {
  private static final Duration SHORTEST = Duration.ofSeconds(6);
  private static final Duration SHORTEST_WARM = Duration.ofSeconds(2);
  private static final Duration REST = Duration.ofSeconds(4);
  private static final Duration JOIN = Duration.ofSeconds(10);
  private static final Duration WARM = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofSeconds(10);

  /** A run with the usual warm-up: 20 s, or a third of it if that is less. */
  public static Schedule of(Duration duration) {
    return of(duration, lesser(WARM, duration.dividedBy(3)));
  }

  /**
   * A run.
   *
   * @param duration at least 6 s
   * @param warmup at least 2 s, and by 4 s less than the whole
   */
  public static Schedule of(Duration duration, Duration warmup) {
    Checks.require(
        duration.compareTo(SHORTEST) >= 0, "duration is %s, expected at least 6 s", duration);
    Checks.require(
        warmup.compareTo(SHORTEST_WARM) >= 0 && warmup.plus(REST).compareTo(duration) <= 0,
        "warmup is %s, expected at least 2 s and by 4 s less than the duration of %s",
        warmup,
        duration);
    Duration settle = lesser(SETTLE, duration.minus(warmup).dividedBy(4));
    return new Schedule(
        lesser(JOIN, warmup.dividedBy(2)), warmup, duration.minus(settle), duration);
  }

  private static Duration lesser(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
