package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.MetadataUtils;
import io.skein.peer.access.AccessConfig;
import io.skein.peer.badinput.RawHttp2;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gRPC itself refuses on the ports of a peer. */
final class TransportsTest {
  private static final int STREAMS_SETTING = 3;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final String CHECK = "/grpc.health.v1.Health/Watch";

  private final Transports transports = new Transports("transports-test", null, null);
  private Server overlay;
  private Server app;

  private static InetSocketAddress any() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @BeforeEach
  void start() throws IOException {
    overlay =
        transports.overlayServer(any(), Duration.ofSeconds(5)).addService(health()).build().start();
    app = transports.appServer(any(), door(), 1 << 20).addService(health()).build().start();
  }

  private AppDoor door() throws IOException {
    return AppDoor.open(AccessConfig.OPEN, new NettyEventLoop(transports.group()));
  }

  private static BindableService health() {
    return new HealthStatusManager().getHealthService();
  }

  @AfterEach
  void stop() {
    overlay.shutdownNow();
    app.shutdownNow();
    transports.close();
  }

  @Test
  void connectionCarriesSixteenCallsAtTheOverlayPortAnd512AtTheAppPort() throws IOException {
    assertThat(settings(overlay)).containsEntry(STREAMS_SETTING, 16);
    assertThat(settings(app)).containsEntry(STREAMS_SETTING, 512);
  }

  private static RawHttp2 open(Server server) throws IOException {
    return new RawHttp2(new HostPort("127.0.0.1", server.getPort())).open().flush();
  }

  private static Map<Integer, Integer> settings(Server server) throws IOException {
    try (RawHttp2 connection = open(server)) {
      return connection.settings();
    }
  }

  @Test
  void hundredResetsAreTakenAndTheNextEndsTheConnection() throws IOException {
    try (RawHttp2 connection = open(overlay)) {
      connection.await(RawHttp2.SETTINGS);
      for (int i = 0; i < 100; i++) {
        connection.call(2 * i + 1, CHECK).reset(2 * i + 1).flush();
      }
      connection.call(201, CHECK).ping().flush().await(RawHttp2.PING);
      connection.reset(201).flush();

      assertThat(connection.await(RawHttp2.GOAWAY).int32(4)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void metadataOfSevenKibibytesIsTakenAndOfSeventeenIsNot() {
    ManagedChannel channel = transports.channel("127.0.0.1:" + app.getPort()).build();
    HealthBlockingStub stub = HealthGrpc.newBlockingStub(channel);

    assertThatCode(() -> check(withMetadata(stub, 7 << 10))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(withMetadata(stub, 17 << 10)))
        .extracting(Status::fromThrowable)
        .extracting(Status::getCode)
        .isNotEqualTo(Status.Code.OK);
    channel.shutdownNow();

    // The connection may be ended with that call, when the caller resets what the server refused.
    ManagedChannel another = transports.channel("127.0.0.1:" + app.getPort()).build();
    assertThatCode(() -> check(HealthGrpc.newBlockingStub(another)))
        .as("the next caller")
        .doesNotThrowAnyException();
    another.shutdownNow();
  }

  private static HealthBlockingStub withMetadata(HealthBlockingStub stub, int bytes) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("padding", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(bytes));
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static void check(HealthBlockingStub stub) {
    stub.check(HealthCheckRequest.getDefaultInstance());
  }

  @Test
  void compressedRequestIsRefused() {
    ManagedChannel channel = transports.channel("127.0.0.1:" + app.getPort()).build();

    assertThatThrownBy(() -> check(HealthGrpc.newBlockingStub(channel).withCompression("gzip")))
        .hasMessageContaining("UNIMPLEMENTED")
        .hasMessageContaining("gzip");
    channel.shutdownNow();
  }
}
