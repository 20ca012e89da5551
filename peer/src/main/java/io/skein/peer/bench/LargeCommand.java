package io.skein.peer.bench;

import com.google.gson.JsonObject;
import io.skein.peer.bench.client.UrgentProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what large messages cost urgent ones; confined to the thread that runs it. */
@Command(
    name = "large",
    sortOptions = false,
    description = {
      "Publish urgent messages over two peers, by turns alone and beside a large message every"
          + " second, and show how long 99 of 100 took in both, and the ratio."
    },
    footer = {"", "Example: skein bench large --size 16MiB --rounds 7"})
final class LargeCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_RATE = 10_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Bytes of each large message, up to 16MiB (default: 1MiB).")
  private long size = 1 << 20;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Urgent messages a second (default: ${DEFAULT-VALUE}).")
  private int rate = 200;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Pairs of rounds; the medians are shown (default: ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long each round takes (default: 10s).")
  private Duration duration = Duration.ofSeconds(10);

  @Option(
      names = "--warmup",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long both flow before, large ones one after the other (default: 10s).")
  private Duration warmup = Duration.ofSeconds(10);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    String[] arguments = {"--max-message", Math.max(size, 1 << 20) + "B"};
    try (BenchNetwork peers = BenchNetwork.start(false, List.of(arguments));
        UrgentProbe probe = new UrgentProbe(peers.publisherApp(), peers.subscriberApp())) {
      LargeRun run = new LargeRun(probe, (int) size, rate, duration);
      run.warmUp(warmup);
      print(run.measure(rounds));
    }
    return 0;
  }

  private void check() {
    if (size < 1 || size > MOST_BYTES || rate < 1 || rate > MOST_RATE || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--size: expected 1 to 16MiB; --rate: 1 to 10000; --rounds: at least 1");
    }
  }

  private void print(List<LargePair> pairs) {
    double alone = median(pairs, LargePair::alone);
    double beside = median(pairs, LargePair::beside);
    double ratio = median(pairs, LargePair::ratio);
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> {
        TextTable table = new TextTable("urgent p99 us, median of " + pairs.size(), "");
        table.row("alone", Digits.decimals(alone, 0));
        table.row("beside large ones", Digits.decimals(beside, 0));
        table.row("ratio, median of pairs", Digits.decimals(ratio, 2));
        out.print(table);
      }
      case JSON -> {
        JsonObject json = new JsonObject();
        json.addProperty("urgent_p99_us_alone", Digits.rounded(alone, 1));
        json.addProperty("urgent_p99_us_beside", Digits.rounded(beside, 1));
        json.addProperty("ratio", Digits.rounded(ratio, 2));
        out.println(json);
      }
    }
    out.flush();
  }

  private static double median(List<LargePair> pairs, ToDoubleFunction<LargePair> what) {
    double[] sorted = pairs.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
