package io.skein.compare.report;

import io.skein.compare.model.Measurement;
import io.skein.compare.model.Workload;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
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

  /** The contender that all are compared with: apps beside the nodes, apps inside them. */
  private static final Set<String> SKEIN = Set.of("skein", "skein-embedded");

  /** Whether it is Skein's own. */
  public boolean isSkein() {
    return SKEIN.contains(contender);
  }

  /** The median over the rounds; there are some. */
  public double median(ToDoubleFunction<Measurement> value) {
    return Ratio.median(rounds.stream().mapToDouble(value).toArray());
  }

  /** Megabytes of payload a second, the median over the rounds. */
  public double megabytes() {
    return median(Measurement::rate) * workload.messageBytes() / 1e6;
  }

  /** Over all rounds together. */
  public long sum(ToLongFunction<Measurement> value) {
    return rounds.stream().mapToLong(value).sum();
  }

  /** Whether there is anything to compare. */
  public boolean hasRounds() {
    return !rounds.isEmpty();
  }
}
