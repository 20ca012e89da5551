package io.skein.compare.report;

import io.skein.compare.model.Measurement;
import io.skein.compare.model.Metric;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.Digits;
import io.skein.peer.bench.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of one workload for people; immutable. */
public final class ResultTable {
  private static final double FEW = 1_000;

  private final Workload workload;
  private final List<Result> results;

  /**
   * A table.
   *
   * @param results of one workload, at least one
   */
  public ResultTable(List<Result> results) {
    this.workload = results.getFirst().workload();
    this.results = List.copyOf(results);
  }

  @Override
  public String toString() {
    List<String> headings =
        new ArrayList<>(List.of(workload.name(), "deliveries/s", "MB/s", "CPU s/M"));
    if (workload.hasLatency()) {
      headings.addAll(List.of("p50 us", "p99 us", "p99.9 us"));
    }
    headings.add("lost/dup/late");
    for (Metric metric : workload.kind().metrics()) {
      headings.add("Skein / it, " + metric.key());
    }
    TextTable table = new TextTable(headings.toArray(String[]::new));
    results.stream()
        .filter(Result::hasRounds)
        .forEach(result -> table.row(cells(result).toArray()));
    StringBuilder text = new StringBuilder();
    text.append(workload.kind().title()).append('\n').append(table);
    results.forEach(result -> text.append(note(result)));
    return text.append('\n').toString();
  }

  private List<String> cells(Result result) {
    List<String> cells = new ArrayList<>();
    cells.add(result.contender());
    cells.add(Digits.grouped(Math.round(result.median(Measurement::rate))));
    cells.add(Digits.decimals(result.megabytes(), 1));
    cells.add(Digits.decimals(result.median(Measurement::cpuPerMillion), 2));
    if (workload.hasLatency()) {
      cells.add(Digits.decimals(result.median(Measurement::p50), 0));
      cells.add(Digits.decimals(result.median(Measurement::p99), 0));
      cells.add(Digits.decimals(result.median(Measurement::p999), 0));
    }
    cells.add(
        result.sum(Measurement::lost)
            + "/"
            + result.sum(Measurement::duplicated)
            + "/"
            + result.sum(Measurement::reordered));
    for (Metric metric : workload.kind().metrics()) {
      cells.add(ratio(result, metric));
    }
    return cells;
  }

  private String ratio(Result result, Metric metric) {
    Optional<Result> skein = results.stream().filter(Result::isSkein).findFirst();
    return skein.isEmpty() || result.isSkein()
        ? ""
        : Ratio.of(skein.get(), result, metric).map(Ratio::toString).orElse("");
  }

  private static String note(Result result) {
    StringBuilder note = new StringBuilder();
    if (result.whyNot() != null) {
      note.append(result.contender()).append(": ").append(result.whyNot()).append('\n');
    }
    if (result.hasRounds()) {
      result.rounds().getLast().extras().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              extra ->
                  note.append(
                      result.contender()
                          + ": "
                          + extra.getKey()
                          + " "
                          + Digits.decimals(extra.getValue(), digits(extra.getValue()))
                          + "\n"));
    }
    return note.toString();
  }

  /** Bytes have no fractions that matter, copies have. */
  private static int digits(double value) {
    return Math.abs(value) < FEW ? 2 : 0;
  }
}
