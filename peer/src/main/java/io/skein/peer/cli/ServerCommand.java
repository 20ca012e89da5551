package io.skein.peer.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that runs until a signal ends it, and that a file configures. */
abstract sealed class ServerCommand implements Callable<Integer>, SelfChecking
    permits PeerCommand, BootstrapCommand {
  /** Only declares the option: {@link ConfiguredExecution} reads it before the command runs. */
  @Option(names = "--config", paramLabel = "FILE", description = "YAML file with more options.")
  final void config(Path file) {}
}
