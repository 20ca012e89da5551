package io.skein.peer.badinput;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapServer;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.LeaveRequest;
import io.skein.proto.bootstrap.v1.LookupRequest;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.bootstrap.v1.RenewRequest;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes to a bootstrap server that is wrong as bytes, or in calls other than Register; the
 * fields of records are a table of their own in {@code BootstrapServiceTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BootstrapBadInputTest {
  private static final MethodDescriptor<?, ?> REGISTER = BootstrapServiceGrpc.getRegisterMethod();
  private static final MethodDescriptor<?, ?> RENEW = BootstrapServiceGrpc.getRenewMethod();
  private static final MethodDescriptor<?, ?> SAMPLE = BootstrapServiceGrpc.getSampleMethod();
  private static final MethodDescriptor<?, ?> LOOKUP = BootstrapServiceGrpc.getLookupMethod();
  private static final MethodDescriptor<?, ?> LEAVE = BootstrapServiceGrpc.getLeaveMethod();
  private static final byte[] GOOD = sample("net").build().toByteArray();

  private static final ByteString THREE = ByteString.fromHex("010203");

  private static final List<Row> ROWS =
      List.of(
          row("nothing to register", REGISTER, PERMISSION_DENIED, "nonce", new byte[0]),
          row(
              "stale nonce",
              REGISTER,
              PERMISSION_DENIED,
              "nonce",
              RegisterRequest.newBuilder()
                  .setNonce(ByteString.copyFrom(new byte[48]))
                  .build()
                  .toByteArray()),
          row(
              "request above 64 KiB",
              REGISTER,
              RESOURCE_EXHAUSTED,
              "65536",
              RegisterRequest.newBuilder()
                  .setNonce(ByteString.copyFrom(new byte[65 << 10]))
                  .build()
                  .toByteArray()),
          bad("no lease", RENEW, "lease_id: expected 16 bytes", new byte[0]),
          bad(
              "lease of 3 bytes",
              RENEW,
              "lease_id: expected 16 bytes",
              RenewRequest.newBuilder().setLeaseId(THREE).build().toByteArray()),
          row(
              "lease of nobody",
              RENEW,
              NOT_FOUND,
              "register again",
              RenewRequest.newBuilder()
                  .setLeaseId(ByteString.copyFrom(new byte[16]))
                  .build()
                  .toByteArray()),
          bad(
              "leave with 3 bytes",
              LEAVE,
              "lease_id: expected 16 bytes",
              LeaveRequest.newBuilder().setLeaseId(THREE).build().toByteArray()),
          bad("sample of no network", SAMPLE, "network: ", new byte[0]),
          bad(
              "sample of a network with CR LF",
              SAMPLE,
              "network: ",
              sample("a\r\nERROR b").build().toByteArray()),
          bad(
              "sample without 3 bytes",
              SAMPLE,
              "exclude_peer_id: ",
              sample("net").setExcludePeerId(THREE).build().toByteArray()),
          bad("lookup of no network", LOOKUP, "network: ", new byte[0]),
          bad(
              "lookup of 3 bytes",
              LOOKUP,
              "peer_id: ",
              LookupRequest.newBuilder().setNetwork("net").setPeerId(THREE).build().toByteArray()),
          row(
              "lookup of nobody",
              LOOKUP,
              NOT_FOUND,
              "net",
              LookupRequest.newBuilder()
                  .setNetwork("net")
                  .setPeerId(ByteString.copyFrom(new byte[32]))
                  .build()
                  .toByteArray()));

  private LogLines log;
  private BootstrapServer server;
  private ManagedChannel channel;

  @BeforeAll
  void start() throws IOException {
    server =
        BootstrapServer.create(BootstrapConfig.listeningOn(HostPort.parseListen("127.0.0.1:0")));
    server.start();
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.address().port()).usePlaintext().build();
    log = new LogLines();
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    server.close();
    log.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Row(String name, MethodDescriptor<?, ?> method, byte[] sent, Refused answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.concat(
        Stream.of(REGISTER, RENEW, SAMPLE, LOOKUP, LEAVE)
            .flatMap(BootstrapBadInputTest::notProtobuf),
        ROWS.stream());
  }

  private static Stream<Row> notProtobuf(MethodDescriptor<?, ?> method) {
    String of = " for " + method.getBareMethodName();
    String text = "not valid protobuf";
    return Stream.of(
        bad("no tag at all" + of, method, text, new byte[] {-1, -1}),
        bad("field cut short" + of, method, text, new byte[] {10, 9, 1}),
        bad("length below 0" + of, method, text, new byte[] {10, -1, -1, -1, -1, 15}),
        bad("end of a group that never began" + of, method, text, Mangled.endOfGroup()),
        bad("1,000 groups in each other" + of, method, text, Mangled.groups(1_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void badCallGetsItsAnswerAndTheNextOneWorks(Row row) {
    log.forget();

    row.answer.assertIs(RawCall.statusOf(channel, row.method, new Metadata(), row.sent));

    log.assertAtMostOne();
    Status next = RawCall.statusOf(channel, SAMPLE, new Metadata(), GOOD);
    assertThat(next).isEqualTo(Status.OK);
  }

  private static SampleRequest.Builder sample(String network) {
    return SampleRequest.newBuilder().setNetwork(network);
  }

  private static Row bad(String name, MethodDescriptor<?, ?> method, String text, byte[] sent) {
    return row(name, method, INVALID_ARGUMENT, text, sent);
  }

  private static Row row(
      String name, MethodDescriptor<?, ?> method, Status.Code code, String text, byte[] sent) {
    return new Row(name, method, sent, new Refused(code, text));
  }
}
