package io.skein.compare.report;

import com.google.gson.JsonObject;
import io.skein.compare.model.Measurement;
import io.skein.compare.model.Metric;
import io.skein.peer.bench.Digits;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A figure of Skein's own that is not to be exceeded; immutable.
 *
 * @param workload its name
 * @param figure what it is called
 * @param value the figure of one round, NaN if it was not measured
 * @param bound for the median over the rounds
 */
record Ceiling(String workload, String figure, ToDoubleFunction<Measurement> value, double bound) {
  /** A bound for one of the extras. */
  static Ceiling of(String workload, String extra, double bound) {
    return new Ceiling(
        workload, extra, round -> round.extras().getOrDefault(extra, Double.NaN), bound);
  }

  /** A bound for what contenders are compared by. */
  static Ceiling of(String workload, Metric metric, double bound) {
    return new Ceiling(workload, metric.title(), metric::of, bound);
  }

  /**
   * A ceiling that was looked at.
   *
   * @param value the median over the rounds
   */
  record Outcome(Ceiling ceiling, double value) {
    boolean passed() {
      return value <= ceiling.bound;
    }

    JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("target", ceiling.title());
      json.addProperty("bound", ceiling.bound);
      json.addProperty("value", Digits.rounded(value, 3));
      json.addProperty("passed", passed());
      return json;
    }
  }

  /** In words. */
  String title() {
    return workload + ", Skein's " + figure;
  }

  /** What it came to; empty if it was not measured. */
  Optional<Outcome> look(List<Result> results) {
    return results.stream()
        .filter(result -> result.workload().name().equals(workload))
        .filter(Result::isSkein)
        .filter(Result::hasRounds)
        .map(result -> result.median(value))
        .filter(Double::isFinite)
        .findFirst()
        .map(median -> new Outcome(this, median));
  }
}
