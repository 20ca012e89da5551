package io.skein.compare.report;

import com.google.gson.JsonObject;
import io.skein.peer.bench.Digits;
import java.util.List;
import java.util.Optional;

/**
 * A figure of Skein's own that is not to be exceeded; immutable.
 *
 * @param workload its name
 * @param figure one of the extras
 * @param bound for the median over the rounds
 */
record Ceiling(String workload, String figure, double bound) {
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
        .filter(result -> result.rounds().stream().allMatch(r -> r.extras().containsKey(figure)))
        .findFirst()
        .map(
            result ->
                new Outcome(
                    this, result.median(round -> round.extras().getOrDefault(figure, 0.0))));
  }
}
