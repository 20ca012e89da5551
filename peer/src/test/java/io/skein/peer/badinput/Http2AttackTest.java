package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of HTTP/2 that no client sends, at all three gRPC ports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http2AttackTest {
  private static final long MORE_HEAP = 24 << 20;

  private LogLines log;
  private Peer peer;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException, InterruptedException {
    log = new LogLines();
    peer =
        Peer.create(
            PeerConfig.builder()
                .dataDir(directory)
                .listen("127.0.0.1:0")
                .app("127.0.0.1:0")
                .bootstrapServer("127.0.0.1:0")
                .insecure(true)
                .build());
    peer.start();
    assertThat(peer.awaitReady(Duration.ofSeconds(20))).isTrue();
  }

  @AfterAll
  void stop() {
    peer.close();
    log.close();
  }

  /** A door of the peer, with a call that may be made there. */
  enum Port {
    OVERLAY(OverlayServiceGrpc.getLinkMethod().getFullMethodName()),
    APP(MessagingServiceGrpc.getPublishMethod().getFullMethodName()),
    BOOTSTRAP(BootstrapServiceGrpc.getSampleMethod().getFullMethodName());

    private final String path;

    Port(String method) {
      path = "/" + method;
    }
  }

  /** A case. */
  record Row(Port port, Http2Attack attack) {
    @Override
    public String toString() {
      return port + ": " + attack.name();
    }
  }

  static Stream<Row> rows() {
    return Stream.of(Port.values())
        .flatMap(port -> Http2Attack.ALL.stream().map(attack -> new Row(port, attack)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void attackEndsAsItShouldAndHonestCallsGoOn(Row row) throws IOException {
    log.forget();
    try (RawHttp2 attacker = new RawHttp2(address(row.port))) {
      row.attack.send().accept(attacker, row.port.path);
      Set<RawHttp2.Outcome> ends = row.attack.ends();
      assertThat(ends).contains(attacker.flush().outcome(ends));
      assertServes(row.port);
      assertThat(ends).as("after the honest call").contains(attacker.outcome(ends));
    }
    log.assertAtMostOne();
  }

  @Test
  void memoryIsBackAfterCallsThatNeverSendWhatTheyDeclared() throws IOException {
    for (int i = 0; i < 30; i++) {
      attackAll();
    }
    long before = heap();
    for (int i = 0; i < 100; i++) {
      attackAll();
    }
    assertThat(heap() - before).isLessThan(MORE_HEAP);
  }

  @Test
  void connectionThatSaysNothingEndsAfterItsHandshakeIsOverdue() throws IOException {
    try (var overlay = new RawHttp2(address(Port.OVERLAY));
        var app = new RawHttp2(address(Port.APP));
        var bootstrap = new RawHttp2(address(Port.BOOTSTRAP))) {
      assertThat(overlay.hangsUp()).isTrue();
      assertThat(app.hangsUp()).isTrue();
      assertThat(bootstrap.hangsUp()).isTrue();
    }
    for (Port port : Port.values()) {
      assertServes(port);
    }
  }

  private void attackAll() throws IOException {
    for (Port port : Port.values()) {
      try (RawHttp2 attacker = new RawHttp2(address(port))) {
        attacker.open();
        for (int stream = 1; stream < 31; stream += 2) {
          attacker
              .call(stream, port.path)
              .frame(RawHttp2.DATA, 0, stream, new byte[] {0, 0, 0, (byte) 255, 0, 1, 2});
        }
        attacker.flush();
      }
      assertServes(port);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void assertServes(Port port) {
    HostPort address = address(port);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
    try {
      switch (port) {
        case OVERLAY -> assertLinks(channel);
        case APP ->
            assertThat(
                    RawCall.statusOf(
                        channel,
                        MessagingServiceGrpc.getPublishMethod(),
                        new Metadata(),
                        Mangled.join(
                            Mangled.field(1, new byte[] {'a'}), Mangled.field(2, new byte[0]))))
                .isEqualTo(Status.OK);
        case BOOTSTRAP ->
            assertThat(
                    RawCall.statusOf(
                        channel,
                        BootstrapServiceGrpc.getSampleMethod(),
                        new Metadata(),
                        SampleRequest.newBuilder().setNetwork("net").build().toByteArray()))
                .isEqualTo(Status.OK);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static void assertLinks(ManagedChannel channel) {
    RawCall link = new RawCall(channel, OverlayServiceGrpc.getLinkMethod(), new Metadata());
    assertThat(link.answer()).isNotEmpty();
    link.cancel();
  }

  private HostPort address(Port port) {
    return switch (port) {
      case OVERLAY -> peer.overlay();
      case APP -> HostPort.parse(peer.app().orElseThrow());
      case BOOTSTRAP -> peer.bootstrapServer().orElseThrow();
    };
  }
}
