package io.skein.peer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line; confined to the thread that parses it. */
@Command(
    name = "skein",
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "A messaging overlay without a broker.",
    footer = {
      "",
      "Two peers on one machine, and a message between them:",
      "  skein bootstrap",
      "  skein peer --bootstrap 127.0.0.1:7400",
      "  skein sub 'chat.>'",
      "  skein pub chat.room1 hello",
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage."
    })
final class SkeinCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show how to use the command.")
  void help(boolean asked) {}

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  void version(boolean asked) {}

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command: choose one of those that 'skein --help' lists");
  }
}
