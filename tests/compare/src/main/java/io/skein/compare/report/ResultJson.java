package io.skein.compare.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.compare.model.Measurement;
import io.skein.compare.model.Metric;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.Digits;
import org.jspecify.annotations.Nullable;

/** Results for programs: one object for each workload and contender; stateless. */
public final class ResultJson {
  private ResultJson() {}

  /**
   * The summary of a contender's rounds.
   *
   * @param skein Skein's own under the same workload, null if it was not measured
   */
  public static JsonObject of(Result result, @Nullable Result skein) {
    Workload workload = result.workload();
    JsonObject json = new JsonObject();
    json.addProperty("workload", workload.name());
    json.addProperty("contender", result.contender());
    json.addProperty("settings", result.settings());
    json.addProperty("size", workload.messageBytes());
    json.addProperty("rate", workload.rate());
    json.addProperty("fan", workload.fan());
    json.addProperty("tls", workload.tls());
    json.addProperty("rounds", result.rounds().size());
    if (result.whyNot() != null) {
      json.addProperty("why_not", result.whyNot());
    }
    if (result.hasRounds()) {
      figures(json, result);
      if (skein != null && !result.isSkein()) {
        ratios(json, result, skein);
      }
    }
    return json;
  }

  private static void figures(JsonObject json, Result result) {
    json.addProperty("deliveries_per_s", Math.round(result.median(Measurement::rate)));
    json.addProperty("mb_per_s", Digits.rounded(result.megabytes(), 1));
    json.addProperty("cpu_s_per_million", rounded(result.median(Measurement::cpuPerMillion)));
    json.addProperty("lost", result.sum(Measurement::lost));
    json.addProperty("duplicated", result.sum(Measurement::duplicated));
    json.addProperty("out_of_order", result.sum(Measurement::reordered));
    if (result.workload().hasLatency()) {
      json.addProperty("p50_us", Digits.rounded(result.median(Measurement::p50), 1));
      json.addProperty("p99_us", Digits.rounded(result.median(Measurement::p99), 1));
      json.addProperty("p999_us", Digits.rounded(result.median(Measurement::p999), 1));
    }
    JsonArray rates = new JsonArray();
    result.rounds().forEach(round -> rates.add(Math.round(round.rate())));
    json.add("rounds_deliveries_per_s", rates);
    result.rounds().getLast().extras().forEach(json::addProperty);
  }

  private static void ratios(JsonObject json, Result result, Result skein) {
    for (Metric metric : result.workload().kind().metrics()) {
      Ratio.of(skein, result, metric)
          .ifPresent(
              ratio -> {
                JsonObject object = new JsonObject();
                object.addProperty("median", rounded(ratio.median()));
                object.addProperty("min", rounded(ratio.least()));
                object.addProperty("max", rounded(ratio.most()));
                json.add("skein_ratio_" + metric.key(), object);
              });
    }
  }

  private static double rounded(double value) {
    return Digits.rounded(value, 3);
  }
}
