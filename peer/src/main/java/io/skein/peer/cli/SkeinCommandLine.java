package io.skein.peer.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The command line with all its commands; confined to the thread that runs it. */
public final class SkeinCommandLine {
  private final Terminal terminal;
  private final CommandLine commandLine;
  private final SkeinCommand root = new SkeinCommand();

  private SkeinCommandLine(Starters starters, Terminal terminal) {
    this.terminal = terminal;
    this.commandLine =
        new CommandLine(root)
            .addSubcommand(new PeerCommand(starters.peer(), terminal))
            .addSubcommand(new BootstrapCommand(starters.bootstrap(), terminal))
            .addSubcommand(new PubCommand(terminal))
            .addSubcommand(new SubCommand(terminal))
            .addSubcommand(new PeersCommand(terminal))
            .addSubcommand(BanCommand.create(terminal))
            .addSubcommand(new TraceCommand(terminal))
            .addSubcommand(new StatusCommand(terminal))
            .addSubcommand(new ReloadCommand(terminal))
            .addSubcommand(new SimulateCommand(terminal))
            .addSubcommand(new KeygenCommand(starters.identity()))
            .addSubcommand(new CertCommand())
            .addSubcommand(new TokenCommand())
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new VersionCommand());
  }

  /** The command line of this process; it has {@code starters} do what it cannot do itself. */
  public static SkeinCommandLine create(Starters starters) {
    return create(starters, Terminal.ofProcess());
  }

  static SkeinCommandLine create(Starters starters, Terminal terminal) {
    return new SkeinCommandLine(starters, terminal);
  }

  /** Adds a command that another package brings; an object with picocli's {@code @Command}. */
  public SkeinCommandLine with(Object command) {
    commandLine.addSubcommand(command);
    return this;
  }

  /**
   * Runs one command to its end.
   *
   * @return the exit status: 0 done, 1 failed, 2 wrong usage
   */
  public int run(String... arguments) {
    var out = new PrintWriter(terminal.out(), false, StandardCharsets.UTF_8);
    var report = new ErrorReport(terminal, root);
    Converters.register(commandLine);
    collectErrors(commandLine);
    commandLine
        .setOut(out)
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        // What people publish may begin with @, and is not to be the content of a file.
        .setExpandAtFiles(false)
        .setExecutionStrategy(new ConfiguredExecution(terminal.environment()))
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report);
    try {
      return commandLine.execute(arguments);
    } finally {
      out.flush();
      terminal.out().flush();
    }
  }

  private static void collectErrors(CommandLine commandLine) {
    commandLine.getCommandSpec().parser().collectErrors(true);
    commandLine.getSubcommands().values().forEach(SkeinCommandLine::collectErrors);
  }
}
