package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapServer;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.peer.admin.AdminServer;
import io.skein.peer.log.LogLimits;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  private static final byte[] GET = "GET /livez HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
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

  @Test
  void peerRegistersThroughTwoThousandIdleAndFiveHundredSlowConnections(@TempDir Path directory)
      throws IOException {
    HostPort any = HostPort.parseListen("127.0.0.1:0");
    try (BootstrapServer server = BootstrapServer.create(BootstrapConfig.listeningOn(any));
        LocalPeers peers = new LocalPeers(directory, true)) {
      server.start();
      try (Crowd crowd = new Crowd(server.address().port(), IDLE, SLOW, HTTP2).start()) {
        LocalPeers.await(() -> crowd.connects() >= crowd.size());
        long start = System.nanoTime();
        peers.startAlone(LogLimits.DEFAULT, List.of(server.address()));
        peers.startAlone(LogLimits.DEFAULT, List.of(server.address()));
        peers.awaitMesh();
        log.info(
            "through {} + {} connections at a bootstrap server: joined in {} ms",
            IDLE,
            SLOW,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        assertThat(server.connections().openUnproved()).isBetween(1L, 64L);
        assertThat(server.counts()).containsKey("connection DISPLACED");
      }
    }
  }

  @Test
  void operatorIsAnsweredThroughTwoThousandIdleAndFiveHundredSlowConnections() throws Exception {
    var connections = new ConnectionTable(ConnectionLimits.DEFAULTS, () -> true);
    HostPort any = HostPort.parseListen("127.0.0.1:0");
    try (AdminServer http = AdminServer.create(any, Set.of(), connections, List::of, List.of())) {
      http.start();
      try (Crowd crowd = new Crowd(http.address().port(), IDLE, SLOW, GET).start()) {
        LocalPeers.await(() -> crowd.connects() >= crowd.size());
        for (int i = 0; i < 10; i++) {
          assertThat(alive(http.address())).isEqualTo(200);
        }
        assertThat(connections.openUnproved()).isBetween(1L, 64L);
        assertThat(connections.displaced()).isPositive();
      }
    }
  }

  private static int alive(HostPort address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + "/livez"))
              .timeout(Duration.ofSeconds(10))
              .build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
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
