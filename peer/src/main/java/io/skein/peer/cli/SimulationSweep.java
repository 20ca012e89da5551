package io.skein.peer.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.skein.peer.simulation.Simulation;
import io.skein.peer.simulation.SimulationConfig;
import io.skein.peer.simulation.SimulationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Immutable. Runs of one configuration with several seeds, in the order of the seeds. */
record SimulationSweep(List<SimulationReport> reports) {
  private static final int THREADS = 2;

  SimulationSweep {
    reports = List.copyOf(reports);
  }

  /** Runs so many seeds, from that of the configuration on; returns when all have ended. */
  static SimulationSweep run(SimulationConfig config, int seeds, ProgressBar bar)
      throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    List<Future<SimulationReport>> runs = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < seeds; i++) {
        SimulationConfig next = config.withSeed(config.seed() + i);
        runs.add(
            threads.submit(
                () -> {
                  SimulationReport report = new Simulation(next).run(at -> {});
                  int count = done.incrementAndGet();
                  bar.show((double) count / seeds, count + " of " + seeds + " seeds");
                  return report;
                }));
      }
      return new SimulationSweep(await(runs, config.seed()));
    }
  }

  private static List<SimulationReport> await(List<Future<SimulationReport>> runs, long first)
      throws InterruptedException {
    List<SimulationReport> reports = new ArrayList<>();
    for (Future<SimulationReport> run : runs) {
      try {
        reports.add(run.get());
      } catch (ExecutionException e) {
        long seed = first + reports.size();
        throw new CommandFailure("seed " + seed + " failed: " + e.getCause(), e);
      }
    }
    return reports;
  }

  boolean passed() {
    return reports.stream().allMatch(SimulationReport::passed);
  }

  private List<SimulationReport> failed() {
    return reports.stream().filter(report -> !report.passed()).toList();
  }

  /** For programs: the worst of what must not happen, means of what things cost. */
  JsonObject json(double wallSeconds) {
    JsonObject json = new JsonObject();
    SimulationReport first = reports.getFirst();
    json.addProperty("peers", first.config().peers());
    json.addProperty("seed", first.config().seed());
    json.addProperty("seeds", reports.size());
    json.addProperty("delivered_fraction", leastDelivered());
    json.addProperty("lost", sum(report -> report.delivery().lost()));
    json.addProperty("duplicates_to_apps", sum(report -> report.delivery().duplicates()));
    json.addProperty("out_of_order", sum(report -> report.delivery().outOfOrder()));
    json.addProperty("extra_copies_per_delivery", mean(report -> report.cost().extraCopies()));
    json.addProperty("extra_copies_warmup", mean(report -> report.cost().extraCopiesWarmup()));
    json.addProperty(
        "control_bytes_per_delivery", mean(report -> report.cost().controlBytesPerDelivery()));
    json.addProperty("hops_max", (long) most(report -> report.times().hopsMax()));
    json.addProperty("p50_ms", mean(report -> report.times().p50Millis()));
    json.addProperty("p99_ms", mean(report -> report.times().p99Millis()));
    json.addProperty("last_ms", most(report -> report.times().lastMillis()));
    json.addProperty("repair_ms", most(report -> report.times().repairMillis()));
    json.addProperty("components", (long) most(report -> report.shape().components()));
    json.add("bytes_per_peer", JsonNull.INSTANCE);
    json.addProperty("trace_hash", SimulationOutput.hash(traceHash()));
    json.addProperty("wall_seconds", SimulationOutput.rounded(wallSeconds));
    json.addProperty("gaps_reported", sum(report -> report.delivery().gapsReported()));
    json.addProperty("passed", passed());
    JsonArray violated = new JsonArray();
    failed().forEach(report -> violated.add(report.config().seed()));
    json.add("violated_seeds", violated);
    return json;
  }

  /** For people. */
  String table(double wallSeconds) {
    StringBuilder table = new StringBuilder();
    for (SimulationReport report : failed()) {
      table.append("seed ").append(report.config().seed()).append(" is VIOLATED\n");
      report.violations().forEach(it -> table.append("  ").append(it).append('\n'));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "%d of %d seeds passed in %.1f s; at least %.4f %% delivered, %d lost, %d duplicates,"
                + " %d out of order%np50 %.1f ms, p99 %.1f ms, last %.1f ms; %.3f extra copies a"
                + " delivery%n",
            reports.size() - failed().size(),
            reports.size(),
            wallSeconds,
            100 * leastDelivered(),
            sum(report -> report.delivery().lost()),
            sum(report -> report.delivery().duplicates()),
            sum(report -> report.delivery().outOfOrder()),
            mean(report -> report.times().p50Millis()),
            mean(report -> report.times().p99Millis()),
            most(report -> report.times().lastMillis()),
            mean(report -> report.cost().extraCopies())));
    return table.toString();
  }

  private double leastDelivered() {
    return reports.stream().mapToDouble(report -> report.delivery().fraction()).min().orElse(0);
  }

  private long traceHash() {
    return reports.stream().mapToLong(SimulationReport::traceHash).reduce(1, (a, b) -> a * 31 + b);
  }

  private long sum(ToLongFunction<SimulationReport> of) {
    return reports.stream().mapToLong(of).sum();
  }

  private double mean(ToDoubleFunction<SimulationReport> of) {
    return SimulationOutput.rounded(reports.stream().mapToDouble(of).average().orElse(0));
  }

  private double most(ToDoubleFunction<SimulationReport> of) {
    return SimulationOutput.rounded(reports.stream().mapToDouble(of).max().orElse(0));
  }
}
