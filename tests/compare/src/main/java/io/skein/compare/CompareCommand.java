package io.skein.compare;

import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.bench.Quantity;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares; confined to the thread that runs it. */
@Command(name = "skein bench compare", sortOptions = false, mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--warmup", paramLabel = "DURATION", converter = Quantity.Time.class)
  private Duration warmup = Duration.ofSeconds(10);

  @Option(names = "--rounds", paramLabel = "N")
  private int rounds = 7;

  @Option(names = "--duration", paramLabel = "DURATION", converter = Quantity.Time.class)
  private Duration duration = Duration.ofSeconds(5);

  @Option(names = "--workload", converter = WorkloadConverter.class)
  private Workload workload = new Workload(WorkloadKind.W1, 128, 0, 1, false);

  static final class WorkloadConverter implements picocli.CommandLine.ITypeConverter<Workload> {
    @Override
    public Workload convert(String text) {
      return Workload.parse(text);
    }
  }

  @Option(names = "--contenders", split = ",")
  private java.util.List<String> names = java.util.List.of("skein");

  @Override
  public Integer call() throws InterruptedException {
    Suite suite = new Suite(new Plan(warmup, rounds, duration), this::say);
    suite.run(workload, Contenders.all().stream().filter(c -> names.contains(c.name())).toList());
    return 0;
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("compare: " + line);
    err.flush();
  }
}
