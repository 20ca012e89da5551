package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that come to occupy the ports. All are of loopback, where the rules about addresses
 * do not apply: the cap of unproved ones is all that protects.
 */
final class CrowdTest {
  private static final Logger log = LoggerFactory.getLogger(CrowdTest.class);
  private static final int IDLE = 2000;
  private static final int SLOW = 500;
  private static final byte[] TLS = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 252, 3, 3, 1, 2, 3, 4, 5};
  private static final byte[] HTTP2 = "PRI * HTTP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void peerJoinsAndAppSubscribesThroughTwoThousandIdleAndFiveHundredSlowConnections(
      @TempDir Path directory) throws IOException {
    try (LocalPeers peers = new LocalPeers(directory, false)) {
      Peer peer = peers.start();
      int app = HostPort.parse(peer.app().orElseThrow()).port();
      try (Crowd atOverlay = new Crowd(peer.overlay().port(), IDLE, SLOW, TLS).start();
          Crowd atApp = new Crowd(app, IDLE, SLOW, HTTP2).start()) {
        LocalPeers.await(() -> atOverlay.connects() >= atOverlay.size());
        LocalPeers.await(() -> atApp.connects() >= atApp.size());

        long start = System.nanoTime();
        peers.start();
        peers.awaitMesh();
        long joined = System.nanoTime();
        subscribe(peers.connect(peer));
        long subscribed = System.nanoTime();

        log.info(
            "through {} + {} connections a port: joined in {} ms, subscribed in {} ms",
            IDLE,
            SLOW,
            TimeUnit.NANOSECONDS.toMillis(joined - start),
            TimeUnit.NANOSECONDS.toMillis(subscribed - joined));
        assertThat(unproved(peer, "overlay")).isBetween(1L, 64L);
        assertThat(unproved(peer, "app")).isBetween(1L, 64L);
      }
    }
  }

  private static long unproved(Peer peer, String port) {
    return peer.metrics().stream()
        .filter(source -> source.name().equals("skein_connections_unproved"))
        .filter(source -> source.label().orElseThrow().value().equals(port))
        .findFirst()
        .orElseThrow()
        .value()
        .getAsLong();
  }

  private static void subscribe(ManagedChannel channel) {
    MessagingServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(10))
        .subscribe(SubscribeRequest.newBuilder().addPatterns(">").build())
        .next();
  }
}
