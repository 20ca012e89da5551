package io.skein.peer;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.cli.AppAddress;
import io.skein.peer.cli.PeerOptions;
import io.skein.peer.cli.RunningPeer;
import io.skein.peer.log.LogLimits;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A peer as the command line runs it: with HTTP, and if wished with a bootstrap server
 * inside.
 */
final class PeerProcess implements RunningPeer {
  private static final LogLimits LOG = LogLimits.DEFAULT;

  private final Peer peer;
  private final @Nullable BootstrapServer bootstrap;

  private PeerProcess(Peer peer, @Nullable BootstrapServer bootstrap) {
    this.peer = peer;
    this.bootstrap = bootstrap;
  }

  static RunningPeer start(PeerOptions options) throws IOException {
    List<HostPort> seeds = new ArrayList<>(options.bootstrap());
    BootstrapServer bootstrap = null;
    if (options.dev()) {
      bootstrap = startBootstrap(options);
      seeds.add(bootstrap.address());
    }
    Peer peer = Peer.create(config(options, seeds));
    try {
      peer.start();
    } catch (IOException | RuntimeException e) {
      if (bootstrap != null) {
        bootstrap.close();
      }
      throw e;
    }
    return new PeerProcess(peer, bootstrap);
  }

  /**
   * Beside the peer: the same host, the port of bootstrap servers, or any if the peer's own is any.
   */
  private static BootstrapServer startBootstrap(PeerOptions options) throws IOException {
    int port = options.listen().port() == 0 ? 0 : BootstrapConfig.DEFAULT_PORT;
    BootstrapServer server =
        BootstrapServer.create(BootstrapConfig.listeningOn(options.listen().withPort(port)));
    server.start();
    return server;
  }

  private static PeerConfig config(PeerOptions options, List<HostPort> seeds) {
    return new PeerConfig(
        options.listen(),
        options.advertise(),
        options.app().toString(),
        seeds,
        options.dataDir(),
        options.network(),
        options.insecure(),
        new LogLimits(options.logBytes(), options.logAge(), LOG.maxWaitingBytes()),
        Version.text());
  }

  @Override
  public String peerName() {
    return peer.id().name();
  }

  @Override
  public List<HostPort> addresses() {
    return peer.addresses();
  }

  @Override
  public AppAddress app() {
    return AppAddress.parse(peer.app());
  }

  @Override
  public Optional<HostPort> http() {
    return Optional.empty();
  }

  @Override
  public void awaitTermination() throws InterruptedException {
    peer.awaitTermination();
  }

  @Override
  public void drain() {
    peer.drain();
  }

  @Override
  public void close() {
    peer.close();
    if (bootstrap != null) {
      bootstrap.close();
    }
  }
}
