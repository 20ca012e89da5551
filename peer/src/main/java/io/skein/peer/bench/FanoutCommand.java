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

/** Shows that a stalled subscriber harms nobody; confined to the thread that runs it. */
@Command(
    name = "fanout",
    sortOptions = false,
    description = {
      "Stall one of many subscribers under full load: the others must lose nothing, the peer's heap"
          + " must not grow by more than 8 MiB, and the stalled one must be told exactly what it"
          + " missed."
    },
    footer = {
      "",
      "Example: skein bench fanout --subscribers 100 --stalled 1 --duration 60s",
      "Exit status: 1 if one of these does not hold."
    })
final class FanoutCommand implements Callable<Integer> {
  /** Less than half a log, so that latency under load is the network's and not the window's. */
  private static final long WINDOW_BYTES = 4 << 20;

  @Spec private CommandSpec spec;

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      description = "Subscribers, the stalled ones included (default: ${DEFAULT-VALUE}).")
  private int subscribers = 100;

  @Option(
      names = "--stalled",
      paramLabel = "N",
      description = "How many of them stall (default: ${DEFAULT-VALUE}).")
  private int stalled = 1;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long they stall (default: 60s).")
  private Duration duration = Duration.ofSeconds(60);

  @Option(
      names = "--warmup",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long messages flow before, again until the log is full (default: 10s).")
  private Duration warmup = Duration.ofSeconds(10);

  @Option(names = "--insecure", description = "Links are plaintext, and ids claimed.")
  private boolean insecure;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FanoutPlan plan = plan();
    Load flow = load.load(spec.commandLine(), subscribers - stalled, WINDOW_BYTES);
    try (BenchNetwork peers = BenchNetwork.start(insecure)) {
      FanoutResult result =
          peers.keepingLogs(
              () -> {
                Apps apps = Apps.start(peers, flow);
                return new FanoutRun(apps, peers.started().get(1), plan, this::say).run();
              });
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case TABLE -> out.print(result.table());
        case JSON -> out.println(result.json());
      }
      out.flush();
      return result.passed() ? 0 : 1;
    }
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("bench: " + line);
    err.flush();
  }

  private FanoutPlan plan() {
    try {
      return new FanoutPlan(stalled, duration, warmup);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
