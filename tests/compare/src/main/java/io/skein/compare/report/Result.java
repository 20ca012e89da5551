package io.skein.compare.report;

import io.skein.compare.model.Measurement;
import io.skein.compare.model.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one contender under one workload; immutable.
 *
 * @param contender its name
 * @param settings what it is, in a sentence
 * @param rounds in their order; empty if it did not run
 * @param whyNot why it did not run, or why it ended; null if it ran to its end
 */
public record Result(
    Workload workload,
    String contender,
    String settings,
    List<Measurement> rounds,
    @Nullable String whyNot) {
  public Result {
    rounds = List.copyOf(rounds);
  }

  /** Whether there is anything to compare. */
  public boolean hasRounds() {
    return !rounds.isEmpty();
  }
}
