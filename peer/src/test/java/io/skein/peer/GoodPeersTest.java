package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.access.AccessConfig;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.Trust;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer keeps of others on its disk, over a restart. */
final class GoodPeersTest {
  private static final HostPort ANY = HostPort.parseListen("127.0.0.1:0");
  private static final Duration BACK = Duration.ofSeconds(15);

  @TempDir Path directory;

  @Test
  void restartedPeerFindsTheNetworkWithoutABootstrapServer() throws IOException {
    try (Peer stays = introducedToB()) {
      long started = System.nanoTime();
      try (Peer back = peer("b", List.of())) {
        LocalPeers.await(() -> links(back) == 1 && links(stays) == 1);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BACK);
      }
    }
  }

  /** A peer that b was linked to by a bootstrap server, both of which are gone. */
  private Peer introducedToB() throws IOException {
    try (BootstrapServer server = BootstrapServer.create(BootstrapConfig.listeningOn(ANY))) {
      server.start();
      Peer stays = peer("a", List.of(server.address()));
      try (Peer leaves = peer("b", List.of(server.address()))) {
        LocalPeers.await(() -> links(stays) == 1 && links(leaves) == 1);
      }
      return stays;
    }
  }

  @Test
  void peersAreKeptWhileNobodyIsLinked() throws IOException {
    try (Peer other = peer("a", List.of())) {
      try (Peer knows = peer("b", List.of())) {
        knows.internals().loop().execute(() -> discover(knows, other));
        LocalPeers.await(() -> links(knows) == 1);
      }
    }
    byte[] kept = Files.readAllBytes(directory.resolve("b/peers"));
    try (Peer alone = peer("b", List.of())) {
      assertThat(links(alone)).isZero();
    }

    assertThat(directory.resolve("b/peers")).hasBinaryContent(kept);
  }

  @Test
  void corruptFileIsSetAside() throws IOException {
    Path file = directory.resolve("a/peers");
    Files.createDirectory(file.getParent());
    Files.writeString(file, "\377 no peers");

    try (Peer peer = peer("a", List.of())) {
      LocalPeers.await(() -> Files.exists(directory.resolve("a/peers.bad")));

      assertThat(file).doesNotExist();
      assertThat(peer.notReadyReasons()).isEmpty();
    }
  }

  private static void discover(Peer knows, Peer other) {
    knows.internals().core().discovered(List.of(other.internals().record()), 0);
  }

  private static int links(Peer peer) {
    return peer.internals().core().mesh.neighbours().size();
  }

  private Peer peer(String name, List<HostPort> bootstrap) throws IOException {
    Peer peer =
        Peer.create(
            new PeerConfig(
                ANY,
                List.of(),
                Optional.empty(),
                bootstrap.stream().map(b -> new SeedAddress(b, Optional.empty())).toList(),
                Optional.empty(),
                directory.resolve(name),
                "test",
                true,
                SecurityConfig.NONE,
                Trust.LINKS,
                LogLimits.DEFAULT,
                CompressionConfig.NONE,
                AccessConfig.OPEN,
                PeerLimits.DEFAULTS,
                GuardConfig.DEFAULT,
                "test"));
    peer.start();
    return peer;
  }
}
