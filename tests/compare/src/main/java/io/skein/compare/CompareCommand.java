package io.skein.compare;

import io.skein.compare.jmh.Pieces;
import io.skein.compare.model.Contender;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.compare.report.ComparePlot;
import io.skein.compare.report.Report;
import io.skein.compare.report.Result;
import io.skein.peer.bench.OutputFormat;
import io.skein.peer.bench.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Skein beside its rivals; confined to the thread that runs it. */
@Command(
    name = "skein bench compare",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Measure Skein beside its rivals, in rounds in turn, and print the ratios within the rounds.",
      "W1 pipe, W2 latency, W3 fan-out, W4 broadcast, W5 many small publishers, W6 many patterns;",
      "E1 one hop between two nodes with the apps inside, E2 the same at a rate, for latency."
    },
    footer = {
      "",
      "Example: skein bench compare --workloads W1,W2 --contenders skein,thin,nats -o json",
      "Exit status: 1 if Skein lost, repeated or reordered anything."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--workloads",
      paramLabel = "W1,W2,...",
      split = ",",
      description = "Which workloads (default: all).")
  private Set<WorkloadKind> kinds = EnumSet.allOf(WorkloadKind.class);

  @Option(
      names = "--contenders",
      paramLabel = "NAME,...",
      split = ",",
      description = "Who takes part (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = Contenders.Names.class)
  private List<String> names = List.of();

  @Option(
      names = "--sizes",
      paramLabel = "SIZE,...",
      split = ",",
      converter = Quantity.Size.class,
      description =
          "Bytes of messages in W1 and E1"
              + " (default: 16,128,1024,65536; with --tls: 128,1024; E1: 128).")
  private List<Long> sizes = List.of();

  @Option(
      names = "--rates",
      paramLabel = "COUNT,...",
      split = ",",
      converter = Quantity.Count.class,
      description = "Messages a second in W2 (default: 1000,20000).")
  private List<Long> rates = List.of(1_000L, 20_000L);

  @Option(
      names = "--subscribers",
      paramLabel = "N,...",
      split = ",",
      description = "Subscribers in W3 (default: 1,8,64,512).")
  private List<Integer> fans = List.of(1, 8, 64, 512);

  @Option(
      names = "--peers",
      paramLabel = "N,...",
      split = ",",
      description = "Peers in W4, all of a contender in one process (default: 8,32).")
  private List<Integer> peers = List.of(8, 32);

  @Option(
      names = "--tls",
      description = "W1 with TLS between the nodes, beside Skein in plaintext; nothing else.")
  private boolean tls;

  @Option(
      names = "--warmup",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long messages flow before the first round (default: 10s).")
  private Duration warmup = Duration.ofSeconds(10);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds, every contender in each (default: ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "How long messages flow in a round (default: 5s).")
  private Duration duration = Duration.ofSeconds(5);

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Draw throughput by size and latency by load.")
  private @Nullable Path plot;

  @Option(
      names = "--jmh",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = ".*",
      description = "Instead of all this measure single pieces of a peer, those that match.")
  private @Nullable String jmh;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (jmh != null) {
      Pieces.run(jmh);
      return 0;
    }
    return compare() ? 0 : 1;
  }

  private boolean compare() throws InterruptedException, IOException {
    Suite suite = new Suite(plan(), this::say);
    List<Contender> contenders = contenders();
    Report report = new Report(spec.commandLine().getOut(), output);
    List<Result> all = new ArrayList<>();
    for (List<Workload> group : new Workloads(kinds, sizes, rates, fans, peers, tls).groups()) {
      List<Result> results = suite.run(group, contenders);
      report.workloads(results);
      all.addAll(results);
    }
    if (plot != null) {
      new ComparePlot(all).write(plot);
    }
    return report.end(contenders, all);
  }

  private Plan plan() {
    try {
      return new Plan(warmup, rounds, duration);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Contender> contenders() {
    try {
      return Contenders.named(names, tls);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--contenders: " + e.getMessage(), e);
    }
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("compare: " + line);
    err.flush();
  }
}
