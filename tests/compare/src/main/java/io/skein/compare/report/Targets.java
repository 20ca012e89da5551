package io.skein.compare.report;

import static io.skein.compare.model.Metric.CPU;
import static io.skein.compare.model.Metric.P50;
import static io.skein.compare.model.Metric.P99;
import static io.skein.compare.model.Metric.RATE;

import com.google.gson.JsonObject;
import io.skein.compare.model.Measurement;
import io.skein.peer.bench.Digits;
import io.skein.peer.bench.TextTable;
import java.util.ArrayList;
import java.util.List;

/** What Skein wants to reach, and whether it did; immutable. */
public final class Targets {
  private static final List<Target> ALL =
      List.of(
          new Target("W1/16B", "nats", "W1/16B", RATE, 2),
          new Target("W1/128B", "nats", "W1/128B", RATE, 2),
          new Target("W1/128B", "nats", "W1/128B", CPU, 0.5),
          new Target("W1/128B", "thin", "W1/128B", RATE, 0.8),
          new Target("W1/1024B", "thin", "W1/1024B", RATE, 0.85),
          new Target("W1/65536B", "thin", "W1/65536B", RATE, 0.9),
          new Target("W2/128B/1000/s", "thin", "W2/128B/1000/s", P50, 1.25),
          new Target("W2/128B/1000/s", "thin", "W2/128B/1000/s", P99, 1.5),
          new Target("W3/128B/64", "nats", "W3/128B/64", RATE, 3),
          new Target("W3/128B/64", "nats", "W3/128B/64", CPU, 1.0 / 3),
          new Target("W4/128B/32", "thin-embedded", "W4/128B/32", RATE, 0.8),
          new Target("W4/128B/32/50/s", "thin-embedded", "W4/128B/32/50/s", P50, 2),
          new Target("W5/128B", "nats", "W5/128B", RATE, 1.2),
          new Target("W6/128B", "skein", "W3/128B/16", RATE, 0.85),
          new Target("E1/128B", "jgroups", "E1/128B", RATE, 2),
          new Target("E2/128B/1000/s", "thin-embedded", "E2/128B/1000/s", P50, 1.25),
          new Target("W1-tls/1024B", "skein-plaintext", "W1-tls/1024B", RATE, 0.7),
          new Target("W1-tls/128B", "nats", "W1-tls/128B", RATE, 1),
          new Target("W1-tls/1024B", "nats", "W1-tls/1024B", RATE, 1));

  private static final List<Ceiling> CEILINGS =
      List.of(
          Ceiling.of("W2/128B/20000/s", P99, 2000),
          Ceiling.of("W4/128B/32", "extra_copies_per_delivery", 0.1));

  private final List<Target.Outcome> outcomes;
  private final List<Ceiling.Outcome> ceilings;
  private final List<Result> skein;

  /** Looks at all targets whose both sides were measured. */
  public Targets(List<Result> results) {
    outcomes = ALL.stream().flatMap(target -> target.look(results).stream()).toList();
    ceilings = CEILINGS.stream().flatMap(ceiling -> ceiling.look(results).stream()).toList();
    skein = results.stream().filter(Result::isSkein).filter(Result::hasRounds).toList();
  }

  /** Whether Skein lost, repeated and reordered nothing. */
  public boolean isClean() {
    return wrong() == 0;
  }

  /** For people. */
  @Override
  public String toString() {
    TextTable table = new TextTable("target", "wanted", "median (min..max)", "");
    if (!skein.isEmpty()) {
      table.row("Skein: lost, duplicated, out of order", "0", wrong(), verdict(isClean()));
    }
    for (Target.Outcome outcome : outcomes) {
      Target target = outcome.target();
      table.row(target.title(), target.wanted(), outcome.ratio(), verdict(outcome.passed()));
    }
    for (Ceiling.Outcome outcome : ceilings) {
      Ceiling ceiling = outcome.ceiling();
      table.row(
          ceiling.title(),
          "at most " + Digits.decimals(ceiling.bound(), 2),
          Digits.decimals(outcome.value(), 2),
          verdict(outcome.passed()));
    }
    return table.toString();
  }

  /** For programs: an object for each. */
  public List<JsonObject> json() {
    List<JsonObject> objects = new ArrayList<>();
    if (!skein.isEmpty()) {
      JsonObject clean = new JsonObject();
      clean.addProperty("target", "Skein: lost, duplicated, out of order");
      clean.addProperty("bound", 0);
      clean.addProperty("count", wrong());
      clean.addProperty("passed", isClean());
      objects.add(clean);
    }
    outcomes.forEach(outcome -> objects.add(outcome.json()));
    ceilings.forEach(outcome -> objects.add(outcome.json()));
    return objects;
  }

  private long wrong() {
    return skein.stream()
        .mapToLong(
            result ->
                result.sum(Measurement::lost)
                    + result.sum(Measurement::duplicated)
                    + result.sum(Measurement::reordered))
        .sum();
  }

  private static String verdict(boolean passed) {
    return passed ? "pass" : "FAIL";
  }
}
