package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.badinput.RawHttp2;
import io.skein.peer.cli.ParsedOptions;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says about limits is what the process keeps to. */
final class SetLimitsTest {
  private static final String ANY = "127.0.0.1:0";
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String CHECK = "/grpc.health.v1.Health/Watch";
  private static final int STREAMS = 3;
  private static final int METADATA = 6;
  private static final int ENHANCE_YOUR_CALM = 11;

  @TempDir private Path directory;

  private PeerProcess start(String... options) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("--insecure", "--listen", ANY, "--app", ANY, "--http", "off"));
    all.addAll(List.of("--data-dir", directory.resolve("peer").toString()));
    all.addAll(List.of(options));
    return PeerProcess.start(ParsedOptions.peer(all.toArray(String[]::new)));
  }

  @Test
  void peerHasAsManySubscriptionsAsItWasTold() throws IOException {
    try (PeerProcess peer = start("--max-subscriptions", "2")) {
      LocalPeers.await(peer::isReady);
      HostPort app = HostPort.parse(peer.app().toString());
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(app.host(), app.port()).usePlaintext().build();
      assertThat(subscribe(channel).next().hasSubscribed()).isTrue();
      assertThat(subscribe(channel).next().hasSubscribed()).isTrue();

      assertThatThrownBy(() -> subscribe(channel).next())
          .hasMessageContaining(Status.Code.RESOURCE_EXHAUSTED.name())
          .hasMessageContaining("2 subscriptions already");
      channel.shutdownNow();
    }
  }

  private static Iterator<SubscribeResponse> subscribe(ManagedChannel channel) {
    return MessagingServiceGrpc.newBlockingStub(channel)
        .subscribe(SubscribeRequest.newBuilder().addPatterns("t").build());
  }

  @Test
  void connectionsDoAsMuchAsThePeerWasTold() throws IOException {
    try (PeerProcess peer =
        start("--overlay-streams=3", "--app-streams=2", "--max-metadata=5KiB", "--max-resets=7")) {
      assertThat(settings(peer.addresses().getFirst()))
          .containsEntry(STREAMS, 3)
          .containsEntry(METADATA, 5 << 10);
      HostPort app = HostPort.parse(peer.app().toString());
      assertThat(settings(app)).containsEntry(STREAMS, 2).containsEntry(METADATA, 5 << 10);
      assertSevenResetsAreTaken(app);
    }
  }

  @Test
  void connectionsDoAsMuchAsTheBootstrapServerWasTold() throws IOException {
    try (BootstrapProcess server = bootstrap("--max-metadata=6KiB", "--max-resets=7")) {
      assertThat(settings(server.address())).containsEntry(METADATA, 6 << 10);
      assertSevenResetsAreTaken(server.address());
    }
  }

  private static BootstrapProcess bootstrap(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--insecure", "--listen", ANY));
    all.addAll(List.of(options));
    return BootstrapProcess.start(ParsedOptions.bootstrap(all.toArray(String[]::new)));
  }

  private static Map<Integer, Integer> settings(HostPort address) throws IOException {
    try (RawHttp2 connection = new RawHttp2(address).open().flush()) {
      return connection.settings();
    }
  }

  private static void assertSevenResetsAreTaken(HostPort address) throws IOException {
    try (RawHttp2 connection = new RawHttp2(address).open().flush()) {
      connection.settings();
      for (int stream = 1; stream < 15; stream += 2) {
        connection.call(stream, CHECK).reset(stream).flush();
      }
      connection.call(15, CHECK).ping().flush().await(RawHttp2.PING);
      connection.reset(15).flush();

      assertThat(connection.await(RawHttp2.GOAWAY).int32(4)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void idleConnectionIsClosedWhenItWasTold() throws IOException {
    try (PeerProcess peer = start("--idle-timeout=1s");
        RawHttp2 connection = new RawHttp2(HostPort.parse(peer.app().toString())).open().flush()) {
      assertThat(connection.await(RawHttp2.GOAWAY).int32(4)).as("no error").isZero();
    }
  }

  /** The one that is patient is asked first, and so would be the first to end without options. */
  @Test
  void silentConnectionIsClosedWhenItWasTold() throws IOException {
    try (PeerProcess peer = start("--handshake-timeout=1s");
        BootstrapProcess server = bootstrap("--handshake-timeout=1h");
        Socket patient = new Socket(LOOPBACK, server.address().port());
        Socket hasty = new Socket(LOOPBACK, peer.addresses().getFirst().port())) {
      hasty.getInputStream().transferTo(OutputStream.nullOutputStream());

      patient.setSoTimeout(100);
      assertThatThrownBy(() -> patient.getInputStream().transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
