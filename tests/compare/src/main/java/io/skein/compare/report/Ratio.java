package io.skein.compare.report;

import io.skein.compare.model.Metric;
import io.skein.peer.bench.Digits;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One result over another: the ratio within each round, so that both met the same machine;
 * immutable.
 *
 * @param median over the rounds
 * @param least of one round
 * @param most of one round
 */
public record Ratio(double median, double least, double most) {
  /** Compares round with round; empty unless both have some. */
  static Optional<Ratio> of(Result above, Result below, Metric metric) {
    int rounds = Math.min(above.rounds().size(), below.rounds().size());
    double[] ratios =
        IntStream.range(0, rounds)
            .mapToDouble(i -> metric.of(above.rounds().get(i)) / metric.of(below.rounds().get(i)))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return ratios.length == 0
        ? Optional.empty()
        : Optional.of(new Ratio(median(ratios), ratios[0], ratios[ratios.length - 1]));
  }

  /** The value in the middle, or the mean of the two there. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  @Override
  public String toString() {
    return "%s (%s..%s)"
        .formatted(Digits.decimals(median, 2), Digits.decimals(least, 2), Digits.decimals(most, 2));
  }
}
