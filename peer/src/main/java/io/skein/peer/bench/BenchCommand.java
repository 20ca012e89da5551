package io.skein.peer.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a pipe of two peers; confined to the thread that runs it. */
@Command(
    name = "bench",
    sortOptions = false,
    subcommands = {
      FanoutCommand.class,
      LargeCommand.class,
      CompressionCommand.class,
      NeighboursCommand.class
    },
    description = {
      "Measure the way from an app over two peers to an app: throughput, CPU, latency and, exactly,"
          + " what was lost, duplicated or out of order.",
      "Without --peers it starts a bootstrap server and two peers on loopback and ends them again."
    },
    footer = {
      "",
      "Example: skein bench --messages 10M --size 128 -o json",
      "Beside rivals, where the sources are: ./skein bench compare",
      "Exit status: 1 if anything was lost, duplicated or out of order."
    })
public final class BenchCommand implements Callable<Integer> {
  /** Half a log. */
  private static final long WINDOW_BYTES = 32 << 20;

  @Spec private CommandSpec spec;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--messages",
      paramLabel = "COUNT",
      converter = Quantity.Count.class,
      description = "Messages in each round (default: 10M).")
  private long messages = 10_000_000;

  @Option(
      names = "--rate",
      paramLabel = "COUNT",
      converter = Quantity.Count.class,
      description = "Messages a second; 0 sends as fast as it goes (default: ${DEFAULT-VALUE}).")
  private long rate;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds; the median one is shown (default: ${DEFAULT-VALUE}).")
  private int rounds = 1;

  @Option(
      names = "--warmup",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long messages flow before (default: 10s).")
  private Duration warmup = Duration.ofSeconds(10);

  @Option(
      names = "--latency-rate",
      paramLabel = "COUNT",
      converter = Quantity.Count.class,
      description = "Messages a second while latency is measured (default: ${DEFAULT-VALUE}).")
  private long latencyRate = 1_000;

  @Option(
      names = "--latency-duration",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long latency is measured (default: 5s).")
  private Duration latencyDuration = Duration.ofSeconds(5);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PipePlan plan = plan();
    Load flow = load.load(spec.commandLine(), 1, WINDOW_BYTES);
    PrintWriter err = spec.commandLine().getErr();
    try (BenchNetwork peers = network.open()) {
      PipeResult result =
          peers.keepingLogs(
              () -> {
                Apps apps = Apps.start(peers, flow);
                return new PipeRun(peers, apps, plan, line -> say(err, line)).run();
              });
      boolean cpuKnown = !peers.started().isEmpty();
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case TABLE -> out.print(result.table(flow.messageBytes(), cpuKnown));
        case JSON -> out.println(result.json(flow.messageBytes(), cpuKnown));
      }
      out.flush();
      return result.isClean() ? 0 : 1;
    }
  }

  private static void say(PrintWriter err, String line) {
    err.println("bench: " + line);
    err.flush();
  }

  private PipePlan plan() {
    try {
      return new PipePlan(messages, rate, rounds, warmup, latencyRate, latencyDuration);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
