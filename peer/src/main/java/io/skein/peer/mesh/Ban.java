package io.skein.peer.mesh;

import java.time.Duration;

/**
 * Immutable. A ban of a peer or an address.
 *
 * @param reason for people
 * @param untilNanos when it ends, by the loop's clock
 * @param times 1 for the first ban of its offender, 2 for the next
 * @param byOperator whether a person imposed it
 */
public record Ban(
    Offender offender, String reason, long untilNanos, int times, boolean byOperator) {
  public Ban {
    if (times < 1) {
      throw new IllegalArgumentException("ban number " + times + ", expected at least 1");
    }
  }

  /** How long it still lasts; not positive once it is over. */
  public Duration remaining(long nowNanos) {
    return Duration.ofNanos(untilNanos - nowNanos);
  }

  boolean isOver(long nowNanos) {
    return untilNanos - nowNanos <= 0;
  }
}
