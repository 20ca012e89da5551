package io.skein.compare.report;

import io.skein.compare.model.Contender;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.OutputFormat;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes results as they come; confined to one thread. */
public final class Report {
  private final PrintWriter out;
  private final OutputFormat format;

  /** Writes to {@code out}. */
  public Report(PrintWriter out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  /** The results of workloads that were run side by side. */
  public void workloads(List<Result> results) {
    Map<Workload, List<Result>> byWorkload =
        results.stream()
            .collect(
                Collectors.groupingBy(Result::workload, LinkedHashMap::new, Collectors.toList()));
    for (List<Result> ofOne : byWorkload.values()) {
      switch (format) {
        case TABLE -> out.print(new ResultTable(ofOne));
        case JSON -> ofOne.forEach(result -> out.println(ResultJson.of(result, skein(ofOne))));
      }
    }
    out.flush();
  }

  /**
   * The targets, and for people who took part.
   *
   * @return whether Skein lost, repeated and reordered nothing
   */
  public boolean end(List<Contender> contenders, List<Result> results) {
    Targets targets = new Targets(results);
    switch (format) {
      case TABLE -> {
        out.println(targets);
        contenders.forEach(each -> out.println(each.name() + ": " + each.settings() + "."));
      }
      case JSON -> targets.json().forEach(out::println);
    }
    out.flush();
    return targets.isClean();
  }

  private static @Nullable Result skein(List<Result> results) {
    return results.stream()
        .filter(Result::isSkein)
        .filter(Result::hasRounds)
        .findFirst()
        .orElse(null);
  }
}
