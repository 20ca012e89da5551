package io.skein.peer.badinput;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.proto.overlay.v1.LinkResponse;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes over a link that is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinkBadInputTest {
  private LogLines log;
  private Peer peer;
  private ManagedChannel channel;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    log = new LogLines();
    peer =
        Peer.create(
            PeerConfig.builder().dataDir(directory).listen("127.0.0.1:0").insecure(true).build());
    peer.start();
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", peer.overlay().port()).usePlaintext().build();
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    peer.close();
    log.close();
  }

  static Stream<LinkRow> rows() {
    return Stream.of(HelloRows.ALL, FrameRows.ALL).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void badFrameGetsItsAnswerAndTheNextLinkWorks(LinkRow row) throws InvalidProtocolBufferException {
    Stranger probe = new Stranger();
    log.forget();
    RawCall link = link();
    link.send(row.sent().apply(new Stranger()));

    if (row.answer() == null) {
      assertPongs(link);
      link.end();
    } else {
      row.answer().assertIs(link.status());
    }

    log.assertAtMostOne();
    RawCall next = link();
    next.send(probe.opening());
    assertPongs(next);
    next.end();
  }

  private RawCall link() {
    return new RawCall(channel, OverlayServiceGrpc.getLinkMethod(), new Metadata());
  }

  private static void assertPongs(RawCall link) throws InvalidProtocolBufferException {
    link.send(Stranger.ping());
    while (LinkResponse.parseFrom(link.answer()).getFramesList().stream()
        .noneMatch(frame -> frame.getPong().getNonce() == Stranger.PING)) {
      // Frames before the answer are the peer's own business.
    }
  }
}
