package io.skein.peer.cli;

import java.io.Serial;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Everything that is wrong with how a command was called. */
final class WrongUsage extends ParameterException {
  @Serial private static final long serialVersionUID = 1L;

  WrongUsage(CommandLine commandLine, List<String> problems) {
    super(commandLine, String.join("\n", problems));
  }
}
