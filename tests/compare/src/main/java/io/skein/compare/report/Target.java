package io.skein.compare.report;

import com.google.gson.JsonObject;
import io.skein.compare.model.Metric;
import io.skein.peer.bench.Digits;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What Skein wants to reach beside another; immutable.
 *
 * @param workload name of Skein's workload
 * @param contender with whom it is compared
 * @param under that one's workload, mostly the same
 * @param metric what is compared
 * @param bound ratio that Skein's median is to reach, or not to exceed where less is better
 */
record Target(String workload, String contender, String under, Metric metric, double bound) {
  /**
   * A target that was looked at.
   *
   * @param ratio Skein's over the other's
   */
  record Outcome(Target target, Ratio ratio) {
    boolean passed() {
      return target.metric.moreIsBetter()
          ? ratio.median() >= target.bound
          : ratio.median() <= target.bound;
    }

    JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("target", target.title());
      json.addProperty("bound", target.bound);
      json.addProperty("ratio", Digits.rounded(ratio.median(), 3));
      json.addProperty("ratio_min", Digits.rounded(ratio.least(), 3));
      json.addProperty("ratio_max", Digits.rounded(ratio.most(), 3));
      json.addProperty("passed", passed());
      return json;
    }
  }

  /** In words. */
  String title() {
    String other = under.equals(workload) ? contender : contender + " " + under;
    return workload + ", " + metric.title() + ", Skein / " + other;
  }

  /** The bound in words. */
  String wanted() {
    return (metric.moreIsBetter() ? "at least " : "at most ") + Digits.decimals(bound, 2);
  }

  /** What it came to; empty if one of the two was not measured. */
  Optional<Outcome> look(List<Result> results) {
    Optional<Result> skein = find(results, workload, Result::isSkein);
    Optional<Result> other = find(results, under, result -> result.contender().equals(contender));
    return skein.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : Ratio.of(skein.get(), other.get(), metric).map(ratio -> new Outcome(this, ratio));
  }

  private static Optional<Result> find(
      List<Result> results, String workload, Predicate<Result> who) {
    return results.stream()
        .filter(result -> result.workload().name().equals(workload))
        .filter(who)
        .filter(Result::hasRounds)
        .findFirst();
  }
}
