package io.skein.peer.cli;

import io.skein.peer.cli.Starters.BootstrapStarter;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a bootstrap server until a signal ends it; confined to the thread that runs it. */
@Command(
    name = "bootstrap",
    sortOptions = false,
    description = {
      "Run a bootstrap server: the register by which peers find each other.",
      "It carries no messages, and a running network lives on without it. Every option is also a"
          + " key of the configuration file and a variable (SKEIN_LISTEN); the command line wins"
          + " over the environment, that over the file."
    },
    footer = {"", "Example: skein bootstrap --listen 0.0.0.0:7400 --snapshot seed.snapshot"})
final class BootstrapCommand extends ServerCommand {
  private final BootstrapStarter starter;
  private final Terminal terminal;

  @Mixin private BootstrapOptions options = new BootstrapOptions();

  BootstrapCommand(BootstrapStarter starter, Terminal terminal) {
    this.starter = starter;
    this.terminal = terminal;
  }

  @Override
  public List<String> problems() {
    return options.problems();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (RunningBootstrap server = starter.start(options)) {
      int port = server.address().port();
      terminal.say("bootstrap server at " + server.address());
      server.http().ifPresent(http -> terminal.say("http     " + http));
      server.pin().ifPresent(pin -> terminal.say("pin      " + pin));
      terminal.say("try      skein peer --bootstrap 127.0.0.1:" + port + trust(server));
      terminal.signals().onReload(server::reload);
      terminal.signals().onTermination(server::close);
      server.awaitTermination();
    }
    return 0;
  }

  private static String trust(RunningBootstrap server) {
    return server.pin().map(pin -> "#" + pin).orElse(" --insecure");
  }
}
