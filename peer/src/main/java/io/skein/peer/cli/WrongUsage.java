package io.skein.peer.cli;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Everything that is wrong with how a command was called. */
final class WrongUsage extends ParameterException {
  @Serial private static final long serialVersionUID = 1L;

  WrongUsage(CommandLine commandLine, List<String> problems) {
    super(commandLine, problems.stream().map(Text::printable).collect(Collectors.joining("\n")));
  }
}
