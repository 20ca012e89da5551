package io.skein.peer.bench;

import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.peer.bench.network.LocalNetwork;
import io.skein.peer.bench.network.LocalNetworkOptions;
import io.skein.peer.bench.network.LocalPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a network at work and checks it; confined to the thread that runs it. */
@Command(
    name = "demo",
    sortOptions = false,
    description = {
      "Start a bootstrap server and some peers on this machine, publish a text at the first one,"
          + " line by line, receive it at all of them, and check every byte.",
      "Ends everything that it started."
    },
    footer = {
      "",
      "Example: skein demo --peers 3",
      "Exit status: 1 if anything was lost, duplicated, out of order or changed."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
  private static final long WINDOW_BYTES = 32 << 20;

  /** The bundled text is too short to measure speed with, so it shows latency. */
  private static final long BUNDLED_RATE = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--peers",
      paramLabel = "N",
      description = "How many peers, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int peers = 3;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Text to publish, - for standard input (default: one about Skein).")
  private @Nullable Path file;

  @Option(
      names = "--rate",
      paramLabel = "COUNT",
      converter = Quantity.Count.class,
      description =
          "Lines a second; 0 is as fast as all receive (default: 0 for a file, 100 without).")
  private @Nullable Long rate;

  @Option(names = "--keep", description = "Leave the network running until Ctrl-C, to talk to it.")
  private boolean keep;

  @Option(
      names = "--insecure",
      description = "Links between the peers are plaintext, and ids claimed.")
  private boolean insecure;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LocalNetworkOptions options = options();
    long startNanos = System.nanoTime();
    try (InputStream text = open();
        LocalNetwork network = LocalNetwork.start(program(), options)) {
      network.awaitReady(READY_PATIENCE);
      double readySeconds = (System.nanoTime() - startNanos) / 1e9;
      say("%d peers linked after %s s".formatted(peers, Digits.decimals(readySeconds, 1)));
      DemoResult result = flow(network, text, readySeconds);
      print(result);
      if (!result.isClean()) {
        network.children().keepDirectory();
        say("logs are in " + network.children().directory());
      }
      if (keep) {
        stay(network);
      }
      return result.isClean() ? 0 : 1;
    }
  }

  private DemoResult flow(LocalNetwork network, InputStream text, double readySeconds)
      throws IOException, InterruptedException {
    List<String> apps = network.peers().stream().map(LocalPeer::app).toList();
    try (AppLoop loop = new AppLoop()) {
      DemoFlow flow = new DemoFlow(loop, apps, feed(text), WINDOW_BYTES);
      flow.subscribe();
      PrintWriter err = spec.commandLine().getErr();
      try (ProgressLine shown = new ProgressLine(err, flow.progress()::sequence)) {
        shown.start();
        return flow.publish(readySeconds);
      }
    } catch (IOException e) {
      network.children().keepDirectory();
      throw new IOException(e.getMessage() + "; logs are in " + network.children().directory(), e);
    }
  }

  /**
   * A short text is over before the better compiler has paid: the JVMs start with a third less CPU.
   */
  private JavaProgram program() {
    JavaProgram program = JavaProgram.ofThisProcess();
    return file == null && !keep ? program.with("-XX:TieredStopAtLevel=1") : program;
  }

  private LineFeed feed(InputStream text) {
    long bundledRate = file == null ? BUNDLED_RATE : 0;
    return new LineFeed(DemoFlow.TYPE, text, rate == null ? bundledRate : rate);
  }

  private void print(DemoResult result) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> out.print(result.table());
      case JSON -> out.println(result.json());
    }
    out.flush();
  }

  private void stay(LocalNetwork network) throws InterruptedException {
    say("the network stays until Ctrl-C; talk to it:");
    for (LocalPeer peer : network.peers()) {
      say("  ./skein sub --peer " + peer.app() + " '" + DemoFlow.TYPE + "'");
    }
    LocalPeer first = network.peers().get(0);
    say("  ./skein pub --peer " + first.app() + " " + DemoFlow.TYPE + " hello");
    say("  curl http://" + first.http() + "/metrics");
    say("  ./skein peer --bootstrap " + network.bootstrap() + (insecure ? " --insecure" : ""));
    new CountDownLatch(1).await();
  }

  private InputStream open() throws IOException {
    if (file == null) {
      return Objects.requireNonNull(DemoCommand.class.getResourceAsStream("demo.txt"), "demo.txt");
    }
    return file.toString().equals("-") ? System.in : Files.newInputStream(file);
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private LocalNetworkOptions options() {
    try {
      return new LocalNetworkOptions(peers, insecure, List.of());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--peers: " + e.getMessage(), e);
    }
  }
}
