package io.skein.peer.cli;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells people what went wrong: a line each, a stack trace only if they asked for it. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;
  private final SkeinCommand root;

  ErrorReport(Terminal terminal, SkeinCommand root) {
    this.terminal = terminal;
    this.root = root;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    String.valueOf(failure.getMessage())
        .lines()
        .forEach(line -> terminal.say("skein: " + Text.printable(line)));
    terminal.say("skein: run '" + command + " --help' to see how it is used");
    trace(failure);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    terminal.say("skein: " + Text.printable(sentence(failure)));
    trace(failure);
    return ExitCode.SOFTWARE;
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case CommandFailure told -> String.valueOf(told.getMessage());
      case StatusRuntimeException status -> PeerFailure.sentence(status.getStatus());
      case StatusException status -> PeerFailure.sentence(status.getStatus());
      case FileSystemException file -> file.getFile() + ": " + reason(file);
      case IOException io -> String.valueOf(io.getMessage());
      case Exception bug ->
          "failed: " + bug + "; run it again with --verbose, and report what it prints";
    };
  }

  /** The reason of a file system exception is often only its class. */
  private static String reason(FileSystemException failure) {
    return failure.getReason() == null
        ? failure.getClass().getSimpleName().replace("Exception", "")
        : failure.getReason();
  }

  private void trace(Exception failure) {
    if (root.verbose()) {
      failure.printStackTrace(terminal.err());
      terminal.err().flush();
    }
  }
}
