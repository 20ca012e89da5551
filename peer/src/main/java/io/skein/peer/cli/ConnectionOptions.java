package io.skein.peer.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches the peer that it talks to; set by picocli once, then only read. */
final class ConnectionOptions {
  static final String DEFAULT_PEER = "127.0.0.1:7402";

  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT|unix:PATH",
      description = "Peer to talk to (default: ${DEFAULT-VALUE}, or SKEIN_PEER).")
  private AppAddress peer = AppAddress.parse(DEFAULT_PEER);

  @Option(
      names = "--app-name",
      paramLabel = "NAME",
      description = "Name of the app as the peer sees it: 1 to 64 of A-Z a-z 0-9 . _ -")
  private @Nullable String appName;

  @Mixin private CredentialOptions credentials = new CredentialOptions();

  PeerConnection open() {
    if (appName != null && !appName.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new CommandFailure("--app-name: expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    return PeerConnection.open(peer, appName, credentials);
  }
}
