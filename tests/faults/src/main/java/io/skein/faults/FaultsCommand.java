package io.skein.faults;

import io.skein.faults.scenario.Catalogue;
import io.skein.faults.scenario.Finding;
import io.skein.faults.scenario.Lab;
import io.skein.faults.scenario.Scenario;
import io.skein.faults.scenario.Settings;
import io.skein.faults.scenario.Soak;
import io.skein.peer.bench.OutputFormat;
import io.skein.peer.bench.Quantity;
import io.skein.peer.bench.network.JavaProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs faults one after the other; confined to the thread that runs it. */
@Command(
    name = "skein faults",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Harm networks of real peers on this machine, and judge message by message what came of it.",
      "Signals go to processes of its own only, rules into network namespaces of its own."
    },
    footer = {
      "",
      "Example: skein faults --only partition,stop -o json",
      "Exit status: 0 all pass, 1 one fails, 2 wrong usage. What cannot be done here is no failure."
    })
final class FaultsCommand implements Callable<Integer> {
  /** Small and quick to start: the processes share the machine with each other. */
  private static final List<String> JVM_FLAGS =
      List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "NAME,...",
      split = ",",
      description = "Which faults, in this order (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private List<String> names = List.of();

  @Option(names = "--quick", description = "A few quick faults, those of CI.")
  private boolean quick;

  @Option(names = "--long", description = "Faults last as long as the targets say, not shorter.")
  private boolean isLong;

  @Option(
      names = "--before",
      paramLabel = "JAR",
      description = "skein.jar of an older version, for fault 'versions'.")
  private @Nullable Path before;

  @Option(
      names = "--peer-jar",
      paramLabel = "JAR",
      description = "skein.jar of the peers (default: the one built with this).")
  private @Nullable Path peerJar;

  @Option(
      names = "--soak",
      paramLabel = "DURATION",
      converter = Quantity.Time.class,
      description = "Instead of all this: random faults for so long.")
  private @Nullable Duration soak;

  @Option(
      names = "--peers",
      paramLabel = "N",
      description = "Peers of --soak, 4 to 16 (default: ${DEFAULT-VALUE}).")
  private int peers = 12;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where the chances of --soak come from (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  /** For the help. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Catalogue.names());
    }
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = new Settings(program(), before, isLong);
    List<Finding> findings = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      say(scenario.name());
      try (Lab lab = new Lab(scenario, settings, this::say)) {
        List<Finding> found = lab.run();
        found.forEach(finding -> say(FindingsReport.row(finding)));
        findings.addAll(found);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        output == OutputFormat.JSON
            ? FindingsReport.json(findings)
            : FindingsReport.table(findings));
    out.flush();
    return findings.stream().anyMatch(Finding::isFailure) ? 1 : 0;
  }

  private List<Scenario> scenarios() {
    try {
      if (soak != null) {
        return List.of(Soak.of(soak, peers, seed));
      }
      return Catalogue.named(quick && names.isEmpty() ? Catalogue.QUICK : names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private JavaProgram program() {
    JavaProgram own = JavaProgram.ofThisProcess();
    String classes =
        peerJar == null ? own.classPath() : peerJar.toAbsolutePath().normalize().toString();
    return new JavaProgram(own.java(), JVM_FLAGS, classes);
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("faults: " + line);
    err.flush();
  }
}
