package io.skein.peer.cli;

import io.skein.peer.simulation.Simulation;
import io.skein.peer.simulation.SimulationConfig;
import io.skein.peer.simulation.SimulationReport;
import io.skein.peer.simulation.plot.SimulationPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs many peers on a virtual clock; confined to the thread that runs it. */
@Command(
    name = "simulate",
    sortOptions = false,
    description = {
      "Run the protocol of many peers on a virtual clock and a virtual network, with faults.",
      "The same options give the same run. Unless --safety is given, everything must have been"
          + " repaired after the last fault."
    },
    footer = {
      "",
      "Examples: skein simulate --peers 1000 --crash 0.3@40s",
      "          skein simulate --peers 100 --churn 0.01 --seeds 20 -o json",
      "Exit status: 1 if a rule is broken."
    })
final class SimulateCommand implements Callable<Integer>, SelfChecking {
  private final Terminal terminal;

  @Mixin private SimulationOptions options = new SimulationOptions();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Run so many seeds, from --seed on, and sum them up.")
  private int seeds = 1;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description =
          "Draw coverage, copies, and latency by size into FILE.svg or FILE.png; runs smaller"
              + " networks too.")
  private @Nullable Path plot;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<String> problems() {
    try {
      options.config();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    if (plot != null && (seeds > 1 || !SimulationPlot.canWrite(plot))) {
      return List.of("--plot: expected a file that ends with .svg or .png, and one seed");
    }
    return seeds < 1 ? List.of("--seeds: expected at least 1") : List.of();
  }

  @Override
  public Integer call() throws Exception {
    return seeds > 1 ? sweep() : one();
  }

  private Integer one() throws IOException {
    SimulationConfig config = options.config();
    long start = terminal.clock().millis();
    SimulationReport report;
    try (ProgressBar bar = new ProgressBar(terminal.err())) {
      report = new Simulation(config).runAndWeigh(done -> show(bar, config, done));
    }
    double wallSeconds = (terminal.clock().millis() - start) / 1000.0;
    switch (format) {
      case TEXT -> terminal.out().append(SimulationOutput.table(report, wallSeconds));
      case JSON ->
          terminal.out().append(SimulationOutput.json(report, wallSeconds).toString()).append('\n');
    }
    report.violations().forEach(violation -> terminal.say("skein: " + violation));
    if (plot != null) {
      draw(plot, report);
    }
    return report.passed() ? 0 : 1;
  }

  private void draw(Path file, SimulationReport largest) throws IOException {
    List<SimulationReport> bySize = new ArrayList<>();
    try (ProgressBar bar = new ProgressBar(terminal.err())) {
      for (int peers : smallerThan(largest.config().peers())) {
        SimulationConfig config = largest.config().withPeers(peers);
        bySize.add(new Simulation(config).run(done -> show(bar, config, done)));
      }
    }
    bySize.add(largest);
    new SimulationPlot(bySize, options.words()).write(file);
  }

  /** 10, 30, 100, 300 and so on. */
  private static List<Integer> smallerThan(int peers) {
    List<Integer> sizes = new ArrayList<>();
    for (int decade = 10; decade < peers; decade *= 10) {
      sizes.add(decade);
      sizes.add(decade * 3);
    }
    sizes.removeIf(size -> size >= peers);
    return sizes;
  }

  private static void show(ProgressBar bar, SimulationConfig config, Duration done) {
    double fraction = (double) done.toMillis() / config.schedule().end().toMillis();
    bar.show(
        fraction, fraction > 1 ? "draining" : "of " + config.schedule().end().toSeconds() + " s");
  }

  private Integer sweep() throws InterruptedException {
    long start = terminal.clock().millis();
    SimulationSweep sweep;
    try (ProgressBar bar = new ProgressBar(terminal.err())) {
      sweep = SimulationSweep.run(options.config(), seeds, bar);
    }
    double wallSeconds = (terminal.clock().millis() - start) / 1000.0;
    switch (format) {
      case TEXT -> terminal.out().append(sweep.table(wallSeconds));
      case JSON -> terminal.out().append(sweep.json(wallSeconds).toString()).append('\n');
    }
    return sweep.passed() ? 0 : 1;
  }
}
