package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.model.PeerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real peers do with addresses that are not to be dialled. */
final class AddressesTest {
  @TempDir private Path directory;

  private LocalPeers peers;
  private Peer here;

  @BeforeEach
  void start() throws IOException {
    peers = new LocalPeers(directory, true);
    here = peers.startAlone(LogLimits.DEFAULT, List.of());
  }

  @AfterEach
  void close() {
    peers.close();
  }

  private static String lastClose(Peer peer, Peer other) {
    return peer.internals().core().mesh.lastClose(other.internals().record().id());
  }

  @Test
  void malformedAddressIsAFailedDialAndNothingElse() throws IOException {
    Peer other = peers.startAlone(LogLimits.DEFAULT, List.of());
    PeerRecord record = other.internals().record();
    here.internals()
        .loop()
        .execute(
            () ->
                here.internals()
                    .core()
                    .mesh
                    .connector()
                    .dial(record, "no port", Duration.ofSeconds(1)));
    LocalPeers.await(
        () -> lastClose(here, other).startsWith("UNSPECIFIED: not dialled: bad address"));
    LocalPeers.introduce(here, other);
    peers.awaitMesh();
  }

  @Test
  void peerOfTheOpenInternetRefusesAndDoesNotDialLoopback() throws IOException {
    PeerConfig open =
        PeerConfig.builder()
            .dataDir(directory.resolve("open"))
            .listen("127.0.0.1:0")
            .network("test")
            .insecure(true)
            .guard(new GuardConfig(true, ConductConfig.DEFAULT))
            .build();
    try (Peer strict = Peer.create(open)) {
      strict.start();
      LocalPeers.introduce(here, strict);
      LocalPeers.await(() -> lastClose(here, strict).startsWith("IDENTITY"));
      assertThat(lastClose(here, strict)).contains("is loopback; set --advertise");
      assertThat(lastClose(strict, here)).isEmpty();
      assertThat(strict.internals().core().mesh.conduct().bans())
          .as("nobody is blamed for an address where many meet")
          .isEmpty();
    }
  }
}
