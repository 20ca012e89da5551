package io.skein.peer.simulation;

import java.time.Duration;
import java.util.Optional;

/**
 * Immutable. What goes wrong in a simulation, until shortly before its end.
 *
 * @param breaks probability a second that a link breaks; both ends hear of it
 * @param crash peers that die, silently and for good
 * @param partition peers that are cut off from the others for a while
 * @param churn probability a second that a peer leaves; half of them crash, and each comes back as
 *     a new process after 5 to 15 s
 * @param slow fraction of peers whose links carry 1/50 of the others', at most 256 kbit/s
 * @param skew how far wall clocks are off at most, either way
 * @param pauses probability a second that a peer stands still, for 1 to 6 s
 */
public record Faults(
    double breaks,
    Optional<Crash> crash,
    Optional<Partition> partition,
    double churn,
    double slow,
    Duration skew,
    double pauses) {
  /** Nothing goes wrong. */
  public static final Faults NONE =
      new Faults(0, Optional.empty(), Optional.empty(), 0, 0, Duration.ZERO, 0);

  public Faults {
    Checks.fraction("break", breaks);
    Checks.fraction("churn", churn);
    Checks.fraction("slow", slow);
    Checks.fraction("pause", pauses);
    Checks.require(!skew.isNegative(), "skew is %s, expected 0 or more", skew);
  }

  /**
   * Peers that die at once.
   *
   * @param fraction of the peers, above 0 and below 1
   * @param at since the start of the run
   */
  public record Crash(double fraction, Duration at) {
    public Crash {
      Checks.require(
          fraction > 0 && fraction < 1, "crash is %s, expected above 0 and below 1", fraction);
      Checks.require(!at.isNegative(), "crash is at %s, expected 0 or later", at);
    }
  }

  /**
   * Peers on the far side of a cut.
   *
   * @param fraction of the peers, above 0 and below 1
   * @param from since the start of the run
   * @param to later than {@code from}
   */
  public record Partition(double fraction, Duration from, Duration to) {
    public Partition {
      Checks.require(
          fraction > 0 && fraction < 1, "partition is %s, expected above 0 and below 1", fraction);
      Checks.require(
          !from.isNegative() && from.compareTo(to) < 0,
          "partition is from %s to %s, expected a growing range",
          from,
          to);
    }
  }

  /** Whether peers die. */
  boolean kill() {
    return crash.isPresent() || churn > 0;
  }

  /** When the last fault is over, if those with a probability end at a time; 0 without faults. */
  Duration end(Duration probable) {
    if (breaks > 0 || churn > 0 || pauses > 0) {
      return probable;
    }
    Duration end = partition.map(Partition::to).orElse(Duration.ZERO);
    Duration crashed = crash.map(Crash::at).orElse(Duration.ZERO);
    return end.compareTo(crashed) > 0 ? end : crashed;
  }
}
