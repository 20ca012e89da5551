package io.skein.peer.cli;

import io.skein.wire.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a peer until a signal ends it; confined to the thread that runs it. */
@Command(
    name = "peer",
    sortOptions = false,
    description = {
      "Run a peer: the daemon that apps on this machine talk to.",
      "Every option is also a key of the configuration file (data-dir: x, bootstrap: [a, b]) and a"
          + " variable (SKEIN_DATA_DIR); the command line wins over the environment, that over the"
          + " file. SIGHUP reads the files anew that say who may use the app API. SIGTERM or Ctrl-C hands over what was accepted and ends; a second one ends at"
          + " once."
    },
    footer = {
      "",
      "Example: skein peer --bootstrap seed.example:7400#PIN --advertise peer1.example:7401"
    })
final class PeerCommand extends ServerCommand {
  private final PeerStarter starter;
  private final Terminal terminal;

  @Mixin private PeerOptions options = new PeerOptions();

  PeerCommand(PeerStarter starter, Terminal terminal) {
    this.starter = starter;
    this.terminal = terminal;
  }

  @Override
  public List<String> problems() {
    return options.problems();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (PeerAddresses.isRemote(options.app()) && options.access().sendsPlainTokens()) {
      terminal.say(
          "skein: WARNING: apps on other machines send their tokens to "
              + options.app()
              + " in plain text; encrypt them with --app-tls-cert and --app-tls-key");
    }
    try (RunningPeer peer = starter.start(options)) {
      announce(peer);
      terminal.signals().onReload(() -> reload(peer));
      terminal.signals().onTermination(() -> drain(peer));
      peer.awaitTermination();
    }
    return 0;
  }

  private void reload(RunningPeer peer) {
    List<String> problems = peer.reload();
    problems.forEach(problem -> terminal.say("skein: " + problem));
    terminal.say(
        problems.isEmpty()
            ? "skein: reloaded"
            : "skein: not reloaded, what was read before still counts");
  }

  private void drain(RunningPeer peer) {
    terminal.say("skein: draining; another signal ends at once");
    peer.drain();
    peer.close();
  }

  private void announce(RunningPeer peer) {
    terminal.say("peer     " + peer.peerName());
    terminal.say("network  " + options.network() + (options.insecure() ? " (insecure)" : ""));
    terminal.say("address  " + joined(peer.addresses()));
    terminal.say("apps     " + peer.app());
    terminal.say("http     " + peer.http().map(HostPort::toString).orElse("off"));
    peer.bootstrapPin().ifPresent(pin -> terminal.say("seed pin " + pin));
    String reach = peerOption(peer.app()) + options.access().clientOptions();
    terminal.say("try      skein sub '>'" + reach);
    terminal.say("and      skein pub chat.room1 hello" + reach);
  }

  private static String peerOption(AppAddress app) {
    return app.toString().equals(ConnectionOptions.DEFAULT_PEER) ? "" : " --peer " + app;
  }

  private static String joined(List<HostPort> addresses) {
    return addresses.isEmpty()
        ? "none: this peer only dials out"
        : addresses.stream().map(HostPort::toString).collect(Collectors.joining(", "));
  }
}
