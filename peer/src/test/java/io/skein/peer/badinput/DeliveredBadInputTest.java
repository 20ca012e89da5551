package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.GapReason;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches whose header is right and whose messages are not: an app, whose generated code would end
 * its call at what it cannot read, is told a gap instead and gets what comes after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeliveredBadInputTest {
  private static final byte[] MESSAGE = message(Mangled.field(1, new byte[] {'x'}));
  private static final byte[] OTHER_HEADER =
      Mangled.field(
          1, BatchHeader.newBuilder().setOrigin(new Stranger().id()).build().toByteArray());

  private static final List<Row> ROWS =
      List.of(
          row("second header behind the messages", 1, MESSAGE, OTHER_HEADER),
          row("second header before the messages", 1, OTHER_HEADER, MESSAGE),
          row("no message", 1),
          row("fewer messages than it says", 3, MESSAGE, MESSAGE),
          row("more messages than it says", 1, MESSAGE, MESSAGE),
          row("number where a message was", 1, new byte[] {16, 1}),
          row("message of garbage", 1, message(new byte[] {-1})),
          row("payload longer than its message", 1, message(new byte[] {10, 9, 1})),
          row("message longer than the batch", 1, new byte[] {18, 9, 1}),
          row("message that ends before it should", 1, new byte[] {18, 9, 10, 1, 'x'}),
          row("header of a message that ends before it should", 1, new byte[] {18, 2, 18, 9}),
          row("message of length below 0", 1, new byte[] {18, -1, -1, -1, -1, 15}),
          row("header of a message in Latin-1", 1, message(Mangled.field(2, latin1()))),
          row("header of a message of garbage", 1, message(Mangled.field(2, new byte[] {-1}))),
          row("group that does not end", 1, message(Mangled.openGroup())),
          row("end of a group that never began", 1, message(Mangled.endOfGroup())),
          row("33 groups in a message", 1, message(Mangled.groups(33))),
          row("garbage behind the messages", 1, MESSAGE, new byte[] {-1}),
          row("end of a group behind the messages", 1, MESSAGE, Mangled.endOfGroup()),
          row("33 groups behind the messages", 1, MESSAGE, Mangled.groups(33)));

  private LogLines log;
  private Peer peer;
  private ManagedChannel overlay;
  private ManagedChannel app;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException, InterruptedException {
    log = new LogLines();
    peer =
        Peer.create(
            PeerConfig.builder()
                .dataDir(directory)
                .listen("127.0.0.1:0")
                .app("127.0.0.1:0")
                .insecure(true)
                .build());
    peer.start();
    assertThat(peer.awaitReady(Duration.ofSeconds(20))).isTrue();
    overlay = channel(peer.overlay());
    app = channel(HostPort.parse(peer.app().orElseThrow()));
  }

  private static ManagedChannel channel(HostPort address) {
    return NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
  }

  @AfterAll
  void stop() {
    overlay.shutdownNow();
    app.shutdownNow();
    peer.close();
    log.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Row(String name, int count, byte[] body) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return ROWS;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void batchThatIsNotWhatItSaysIsAGapAndTheNextOneArrives(Row row) {
    log.forget();
    Stranger liar = new Stranger();
    Iterator<SubscribeResponse> events = subscribe();
    RawCall link = new RawCall(overlay, OverlayServiceGrpc.getLinkMethod(), new Metadata());
    byte[] header = liar.header().setCount(row.count).build().toByteArray();
    byte[] bad = Mangled.join(Mangled.field(1, header), row.body);
    Stranger honest = new Stranger();

    link.send(
        liar.opening(),
        Mangled.field(1, Mangled.field(Frame.BATCH_FIELD_NUMBER, bad)),
        Stranger.message(honest.batch(h -> h)));

    Gap gap = next(events).getGap();
    assertThat(gap.getReason()).isEqualTo(GapReason.GAP_REASON_UNREADABLE);
    assertThat(gap.getCount()).isEqualTo(row.count);
    assertThat(gap.getRanges(0).getFirst().getOrigin()).isEqualTo(liar.id());
    MessageBatch batch = next(events).getBatch();
    assertThat(batch.getHeader().getOrigin()).isEqualTo(honest.id());
    assertThat(batch.getMessages(0).getPayload()).isEqualTo(ByteString.copyFromUtf8("x"));
    log.assertAtMostOne();
    link.end();
  }

  private Iterator<SubscribeResponse> subscribe() {
    Iterator<SubscribeResponse> events =
        MessagingServiceGrpc.newBlockingStub(app)
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .subscribe(SubscribeRequest.newBuilder().addPatterns("strange").build());
    assertThat(events.next().hasSubscribed()).isTrue();
    return events;
  }

  /** The next gap or batch. */
  private static SubscribeResponse next(Iterator<SubscribeResponse> events) {
    SubscribeResponse event = events.next();
    while (!event.hasGap() && !event.hasBatch()) {
      event = events.next();
    }
    return event;
  }

  private static Row row(String name, int count, byte[]... body) {
    return new Row(name, count, Mangled.join(body));
  }

  private static byte[] message(byte[] content) {
    return Mangled.field(2, content);
  }

  private static byte[] latin1() {
    return Mangled.field(1, new byte[] {(byte) 0xe9});
  }
}
