package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A ready peer without neighbours and what it logs. It counts resets by connection, so each case
 * has a connection of its own.
 */
final class SoloPeer implements AutoCloseable {
  final LogLines log = new LogLines();
  private final Peer peer;

  private SoloPeer(Peer peer) {
    this.peer = peer;
  }

  static SoloPeer start(Path directory) throws IOException, InterruptedException {
    Peer peer =
        Peer.create(
            PeerConfig.builder()
                .dataDir(directory)
                .listen("127.0.0.1:0")
                .app("127.0.0.1:0")
                .bootstrapServer("127.0.0.1:0")
                .insecure(true)
                .build());
    SoloPeer solo = new SoloPeer(peer);
    peer.start();
    assertThat(peer.awaitReady(Duration.ofSeconds(20))).isTrue();
    return solo;
  }

  HostPort overlay() {
    return peer.overlay();
  }

  HostPort app() {
    return HostPort.parse(peer.app().orElseThrow());
  }

  HostPort bootstrap() {
    return peer.bootstrapServer().orElseThrow();
  }

  static ManagedChannel connect(HostPort address) {
    return NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
  }

  @Override
  public void close() {
    peer.close();
    log.close();
  }
}
