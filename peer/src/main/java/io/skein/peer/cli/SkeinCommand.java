package io.skein.peer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; confined to the thread that parses it. */
@Command(
    name = "skein",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    description = "A messaging overlay over gRPC.",
    subcommands = {VersionCommand.class, HelpCommand.class})
public final class SkeinCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
