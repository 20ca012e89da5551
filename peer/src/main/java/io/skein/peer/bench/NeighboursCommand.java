package io.skein.peer.bench;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what one app does to another at the same peer; confined to the thread that runs it. */
@Command(
    name = "neighbours",
    sortOptions = false,
    description = {
      "Measure how long an app's messages take to another peer, first alone, then while another app"
          + " at the same peer publishes as fast as it can over many calls."
    },
    footer = {
      "",
      "Example: skein bench neighbours --calls 100 --request-bytes 262144 --duration 20s"
    })
final class NeighboursCommand implements Callable<Integer> {
  private static final Duration WARMUP = Duration.ofSeconds(5);
  private static final int MOST_CALLS = 500;
  private static final int MOST_BYTES = 2 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "Calls of the flooding app, at most 500 (default: ${DEFAULT-VALUE}).")
  private int calls = 100;

  @Option(
      names = "--request-bytes",
      paramLabel = "N",
      description = "Payload of each of its requests, at most 2097152 (default: ${DEFAULT-VALUE}).")
  private int requestBytes = 256 << 10;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long each of the two is measured (default: 20s).")
  private Duration duration = Duration.ofSeconds(20);

  @Option(names = "--insecure", description = "Links are plaintext, and ids claimed.")
  private boolean insecure;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (calls < 1 || calls > MOST_CALLS || requestBytes < 1 || requestBytes > MOST_BYTES) {
      throw new ParameterException(
          spec.commandLine(),
          "--calls is 1 to %d, --request-bytes 1 to %d".formatted(MOST_CALLS, MOST_BYTES));
    }
    try (BenchNetwork peers = BenchNetwork.start(insecure)) {
      NeighboursResult result = peers.keepingLogs(() -> measure(peers));
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case TABLE -> out.print(result.table());
        case JSON -> out.println(result.json());
      }
      out.flush();
      return 0;
    }
  }

  private NeighboursResult measure(BenchNetwork peers) throws IOException {
    ManagedChannel here = connect(peers.publisherApp());
    ManagedChannel there = connect(peers.subscriberApp());
    try {
      QuietApp quiet = new QuietApp(here, there);
      quiet.run(WARMUP);
      Latencies alone = quiet.run(duration);
      return flooded(quiet, alone, connect(peers.publisherApp()));
    } finally {
      here.shutdownNow();
      there.shutdownNow();
    }
  }

  private NeighboursResult flooded(QuietApp quiet, Latencies alone, ManagedChannel channel)
      throws IOException {
    try (FloodingApp flood = new FloodingApp(channel, calls, requestBytes)) {
      quiet.run(WARMUP);
      long bytes = flood.acceptedBytes();
      long start = System.nanoTime();
      Latencies beside = quiet.run(duration);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new NeighboursResult(alone, beside, (flood.acceptedBytes() - bytes) / seconds);
    }
  }

  private static ManagedChannel connect(String app) {
    return Grpc.newChannelBuilder(app, InsecureChannelCredentials.create()).build();
  }
}
