package io.skein.peer.badinput;

import static io.grpc.Status.Code.CANCELLED;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static io.grpc.Status.Code.UNIMPLEMENTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.TraceRequest;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What apps send that is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppApiBadInputTest {
  private static final MethodDescriptor<?, ?> PUBLISH = MessagingServiceGrpc.getPublishMethod();
  private static final MethodDescriptor<?, ?> STREAM =
      MessagingServiceGrpc.getPublishStreamMethod();
  private static final MethodDescriptor<?, ?> SUBSCRIBE = MessagingServiceGrpc.getSubscribeMethod();
  private static final byte[] GOOD = publish(r -> r);
  private static final byte[] GOOD_PATTERN =
      SubscribeRequest.newBuilder().addPatterns("a").build().toByteArray();

  private static final List<Row> PUBLISHES =
      List.of(
          bad("type with an empty token", PUBLISH, "position 2", publish(r -> r.setType("a..b"))),
          bad("no type", PUBLISH, "type has 0 characters", publish(r -> r.setType(""))),
          bad("pattern as type", PUBLISH, "position 5", publish(r -> r.setType("chat.*"))),
          bad("256 characters", PUBLISH, "256", publish(r -> r.setType("t".repeat(256)))),
          bad(
              "CR and LF in a type",
              PUBLISH,
              "position 1",
              publish(r -> r.setType("a\r\nERROR b"))),
          bad("NUL in a type", PUBLISH, "position 0", publish(r -> r.setType("\0"))),
          bad("type that ends with a dot", PUBLISH, "position 2", publish(r -> r.setType("a."))),
          row(
              "reserved type",
              PUBLISH,
              PERMISSION_DENIED,
              "reserved",
              publish(r -> r.setType("_skein.x"))),
          row(
              "payload above 1 MiB",
              PUBLISH,
              RESOURCE_EXHAUSTED,
              "1048576",
              payload((1 << 20) + 1)),
          row("request above 4 MiB", PUBLISH, RESOURCE_EXHAUSTED, "4194304", payload(4 << 20)),
          bad("no message", PUBLISH, "message is missing", publish(r -> r.clearMessage())),
          bad("two messages", PUBLISH, "expected one", Mangled.join(GOOD, message(new byte[0]))),
          bad(
              "message with a bad header",
              PUBLISH,
              "(at byte",
              Mangled.join(named(), message(new byte[] {18, 9}))),
          bad(
              "messages as a number",
              PUBLISH,
              "wire type",
              Mangled.join(named(), new byte[] {16, 1})),
          bad("unknown lane", PUBLISH, "lane is 9", publish(r -> r.setLaneValue(9))),
          bad("lane below 0", PUBLISH, "lane is -1", publish(r -> r.setLaneValue(-1))),
          bad("unknown receipt", PUBLISH, "receipt is 9", publish(r -> r.setReceiptValue(9))),
          bad("long key", PUBLISH, "65 bytes", publish(r -> r.setIdempotencyKey("k".repeat(65)))),
          bad("33 headers", PUBLISH, "33 headers", publish(r -> r.setMessage(headers(33, 1)))),
          bad("headers above 4 KiB", PUBLISH, "4096", publish(r -> r.setMessage(headers(2, 2100)))),
          bad("bad type in a stream", STREAM, "position 2", GOOD, publish(r -> r.setType("a..b"))),
          bad("no type in a stream", STREAM, "type has 0 characters", publish(r -> r.setType(""))),
          row(
              "reserved in a stream",
              STREAM,
              PERMISSION_DENIED,
              "reserved",
              publish(r -> r.setType("_skein.x"))),
          bad("garbage behind a good request", STREAM, "(at byte", GOOD, new byte[] {-1}));

  private static final List<Row> SUBSCRIBES =
      List.of(
          bad("no pattern", SUBSCRIBE, "0 elements", subscribe(r -> r.clearPatterns())),
          bad(
              "> in the middle",
              SUBSCRIBE,
              "position 2",
              subscribe(r -> r.setPatterns(0, "a.>.b"))),
          bad(
              "space in a pattern",
              SUBSCRIBE,
              "position 1",
              subscribe(r -> r.setPatterns(0, "a b"))),
          bad("* beside letters", SUBSCRIBE, "position 1", subscribe(r -> r.setPatterns(0, "a*"))),
          bad("empty pattern", SUBSCRIBE, "0 characters", subscribe(r -> r.setPatterns(0, ""))),
          bad(
              "65 patterns",
              SUBSCRIBE,
              "65 elements",
              subscribe(r -> r.addAllPatterns(Collections.nCopies(64, "b")))),
          bad(
              "unknown policy",
              SUBSCRIBE,
              "slow_policy is 9",
              subscribe(r -> r.setSlowPolicyValue(9))),
          bad("token of another system", SUBSCRIBE, "resume_token", token("not one of ours")),
          bad("empty token", SUBSCRIBE, "resume_token", token("")),
          bad("token cut to its checksum", SUBSCRIBE, "resume_token", token("\0\0\0\0")),
          bad("lag below 0", SUBSCRIBE, "max_lag", subscribe(r -> r.setMaxLagBytes(-1))));
  private static final String NAME = "metadata skein-app";

  private static final List<Row> CALLS =
      List.of(
          bad("no request", PUBLISH, "request is missing"),
          bad("no request to subscribe", SUBSCRIBE, "request is missing"),
          row("two requests", PUBLISH, CANCELLED, "CANCEL", GOOD, GOOD),
          row(
              "two requests to subscribe",
              SUBSCRIBE,
              CANCELLED,
              "CANCEL",
              GOOD_PATTERN,
              GOOD_PATTERN),
          named("no spaces", NAME),
          named("", NAME),
          named("a".repeat(65), NAME),
          named("a/../b", NAME),
          row(
              "method that is not there",
              method(PUBLISH, "Nothing"),
              UNIMPLEMENTED,
              "not found",
              GOOD),
          row(
              "another service",
              method(PUBLISH, "../../etc/passwd"),
              UNIMPLEMENTED,
              "not found",
              GOOD));
  private static final MethodDescriptor<?, ?> TRACE = PeerServiceGrpc.getTraceMethod();

  private static final List<Row> PEER_CALLS =
      List.of(
          bad("trace of garbage", TRACE, "not valid protobuf", new byte[] {-1}),
          bad("trace of the end of a group", TRACE, "not valid protobuf", Mangled.endOfGroup()),
          bad(
              "peer by garbage",
              PeerServiceGrpc.getGetPeerMethod(),
              "not valid protobuf",
              new byte[] {-1}),
          bad(
              "watch by garbage",
              PeerServiceGrpc.getWatchPeersMethod(),
              "not valid protobuf",
              new byte[] {-1}),
          bad(
              "trace of a bad type",
              TRACE,
              "position 2",
              TraceRequest.newBuilder().setType("a..b").build().toByteArray()),
          bad(
              "trace for 61 s",
              TRACE,
              "timeout_millis is 61000",
              TraceRequest.newBuilder().setTimeoutMillis(61_000).build().toByteArray()),
          bad(
              "trace for ever",
              TRACE,
              "timeout_millis",
              TraceRequest.newBuilder().setTimeoutMillis(-1).build().toByteArray()));

  private LogLines log;
  private Peer peer;
  private ManagedChannel channel;

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
    HostPort app = HostPort.parse(peer.app().orElseThrow());
    channel = NettyChannelBuilder.forAddress(app.host(), app.port()).usePlaintext().build();
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    peer.close();
    log.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Row(
      String name,
      MethodDescriptor<?, ?> method,
      Metadata metadata,
      Refused answer,
      byte[]... sent) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
            notProtobuf(),
            PUBLISHES.stream(),
            SUBSCRIBES.stream(),
            CALLS.stream(),
            PEER_CALLS.stream())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> notProtobuf() {
    byte[] tooDeep = Mangled.groups(33);
    return Stream.of(PUBLISH, STREAM, SUBSCRIBE)
        .flatMap(
            method -> {
              String of = " for " + method.getBareMethodName();
              byte[] good = method == SUBSCRIBE ? GOOD_PATTERN : GOOD;
              String where = "request is not valid protobuf: ";
              return Stream.of(
                  bad("no tag at all" + of, method, "(at byte 2)", new byte[] {-1, -1}),
                  bad("cut short" + of, method, "(at byte ", Mangled.cut(good, 1)),
                  bad("field number 0" + of, method, where, new byte[] {2, 0}),
                  bad("wire type 7" + of, method, where, new byte[] {15, 0}),
                  bad("length below 0" + of, method, where, new byte[] {10, -1, -1, -1, -1, 15}),
                  bad("number of 11 bytes" + of, method, where, tooLong()),
                  bad("group that does not end" + of, method, where, Mangled.openGroup()),
                  bad("33 groups in each other" + of, method, where, tooDeep),
                  bad(
                      "end of a group that never began" + of,
                      method,
                      where,
                      Mangled.join(good, Mangled.endOfGroup())),
                  bad("type in Latin-1" + of, method, where, Mangled.field(1, latin1())));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void badCallGetsItsAnswerAndNothingElseHappens(Row row) {
    log.forget();

    row.answer.assertIs(RawCall.statusOf(channel, row.method, row.metadata, row.sent));

    log.assertAtMostOne();
    assertThat(RawCall.statusOf(channel, PUBLISH, new Metadata(), GOOD)).isEqualTo(Status.OK);
    assertThat(
            PeerServiceGrpc.newBlockingStub(channel)
                .getPeer(GetPeerRequest.getDefaultInstance())
                .getReady())
        .isTrue();
  }

  private static Row bad(String name, MethodDescriptor<?, ?> method, String text, byte[]... sent) {
    return row(name, method, INVALID_ARGUMENT, text, sent);
  }

  private static Row row(
      String name, MethodDescriptor<?, ?> method, Status.Code code, String text, byte[]... sent) {
    return new Row(name, method, new Metadata(), new Refused(code, text), sent);
  }

  private static Row named(String app, String text) {
    return new Row(
        "app called '" + app + "'",
        PUBLISH,
        metadata("skein-app", app),
        new Refused(INVALID_ARGUMENT, text),
        GOOD);
  }

  private static Metadata metadata(String key, String value) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
    return metadata;
  }

  private static MethodDescriptor<?, ?> method(MethodDescriptor<?, ?> like, String name) {
    return like.toBuilder().setFullMethodName(like.getServiceName() + "/" + name).build();
  }

  private static byte[] publish(UnaryOperator<PublishRequest.Builder> change) {
    Message message = Message.newBuilder().setPayload(ByteString.copyFromUtf8("x")).build();
    return change
        .apply(PublishRequest.newBuilder().setType("a").setMessage(message))
        .build()
        .toByteArray();
  }

  private static byte[] payload(int size) {
    ByteString bytes = ByteString.copyFrom(new byte[size]);
    return publish(r -> r.setMessage(Message.newBuilder().setPayload(bytes)));
  }

  private static Message headers(int count, int size) {
    Message.Builder message = Message.newBuilder();
    for (int i = 0; i < count; i++) {
      message.putHeaders("h" + i, "v".repeat(size));
    }
    return message.build();
  }

  private static byte[] message(byte[] content) {
    return Mangled.field(PublishRequest.MESSAGE_FIELD_NUMBER, content);
  }

  private static byte[] named() {
    return publish(r -> r.clearMessage());
  }

  private static byte[] subscribe(UnaryOperator<SubscribeRequest.Builder> change) {
    return change.apply(SubscribeRequest.newBuilder().addPatterns("a")).build().toByteArray();
  }

  private static byte[] token(String bytes) {
    return subscribe(r -> r.setResumeToken(ByteString.copyFromUtf8(bytes)));
  }

  private static byte[] latin1() {
    return "é".getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] tooLong() {
    byte[] number = new byte[12];
    Arrays.fill(number, (byte) -1);
    number[0] = 24;
    number[11] = 1;
    return number;
  }
}
