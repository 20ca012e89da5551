package io.skein.bootstrap.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.skein.bootstrap.registry.MemoryRegistryStore;
import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.Registry;
import io.skein.bootstrap.registry.RegistryLimits;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.ChallengeRequest;
import io.skein.proto.bootstrap.v1.LeaveRequest;
import io.skein.proto.bootstrap.v1.LookupRequest;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.bootstrap.v1.RegisterResponse;
import io.skein.proto.bootstrap.v1.RenewRequest;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.proto.overlay.v1.PeerRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapServiceTest {
  private final TestPeer peer = new TestPeer();
  private long nanos;
  private Server server;
  private ManagedChannel channel;
  private BootstrapServiceGrpc.BootstrapServiceBlockingStub stub;

  @BeforeEach
  void start() throws IOException {
    startWith(RegistryLimits.DEFAULTS, new AddressRules(false, List.of()));
  }

  private void startWith(RegistryLimits limits, AddressRules rules) throws IOException {
    String name = UUID.randomUUID().toString();
    var random = new SecureRandom();
    var registry = new Registry(limits, new MemoryRegistryStore(random), random, new Random(3));
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(
                BootstrapEndpoint.service(
                    registry, rules, random, () -> new Moment(nanos, TestPeer.WALL_MILLIS)))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    stub = BootstrapServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void reachablePeerIsHandedOutToOthers() throws IOException {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RegisterResponse response = register(peer.record("127.0.0.1:" + listening.getLocalPort()));
      assertThat(response.getReachable()).isTrue();
      assertThat(response.getLeaseId().size()).isEqualTo(16);
      assertThat(response.getLeaseMillis()).isEqualTo(60_000);
    }
    var forOthers = stub.sample(SampleRequest.newBuilder().setNetwork("net").build());
    var forItself =
        stub.sample(
            SampleRequest.newBuilder().setNetwork("net").setExcludePeerId(peer.id()).build());

    assertThat(forOthers.getRecordsList()).hasSize(1);
    assertThat(forOthers.getNetworkSize()).isEqualTo(1);
    assertThat(forItself.getRecordsList()).isEmpty();
  }

  @Test
  void unreachablePeerIsRegisteredAndToldWhy() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    RegisterResponse response = register(peer.record("127.0.0.1:" + free, "[fe80::1]:7401"));
    var lookup =
        stub.lookup(LookupRequest.newBuilder().setNetwork("net").setPeerId(peer.id()).build());

    assertThat(response.getReachable()).isFalse();
    assertThat(response.getUnreachableDetail())
        .contains("127.0.0.1:" + free + ": Connection refused")
        .contains("[fe80::1]:7401: not tried");
    assertThat(lookup.getReachable()).isFalse();
    assertThat(stub.sample(SampleRequest.newBuilder().setNetwork("net").build()).getRecordsList())
        .isEmpty();
  }

  @Test
  void peerWithoutAddressesIsRegistered() {
    assertThat(register(peer.record()).getUnreachableDetail()).contains("no addresses");
  }

  @Test
  void leaseIsRenewedUntilThePeerLeaves() {
    ByteString lease = register(peer.record()).getLeaseId();
    var renew = RenewRequest.newBuilder().setLeaseId(lease).setLinks(2).build();

    assertThat(stub.renew(renew).getLeaseMillis()).isEqualTo(60_000);
    stub.leave(LeaveRequest.newBuilder().setLeaseId(lease).build());
    stub.leave(LeaveRequest.newBuilder().setLeaseId(lease).build());
    assertStatus(() -> stub.renew(renew), Status.Code.NOT_FOUND, "register again");
  }

  @Test
  void nonceOfAnotherTimeOrServerIsRefused() {
    ByteString nonce = nonce();
    nanos += Duration.ofSeconds(31).toNanos();

    assertStatus(
        () -> stub.register(peer.request(peer.record(), nonce).build()),
        Status.Code.PERMISSION_DENIED,
        "nonce");
    assertStatus(
        () -> stub.register(peer.request(peer.record(), ByteString.copyFrom(new byte[48])).build()),
        Status.Code.PERMISSION_DENIED,
        "nonce");
  }

  @Test
  void onlyTheHolderOfTheKeyCanRegister() {
    RegisterRequest own = peer.request(peer.record(), nonce()).build();
    RegisterRequest others = new TestPeer().request(peer.record(), nonce()).build();

    assertStatus(() -> stub.register(others), Status.Code.PERMISSION_DENIED, "record.signature");
    assertStatus(
        () -> stub.register(own.toBuilder().setProof(others.getProof()).build()),
        Status.Code.PERMISSION_DENIED,
        "proof");
  }

  @Test
  void olderRecordIsAborted() {
    register(peer.record());

    assertStatus(
        () -> register(peer.record().setEpoch(4)), Status.Code.ABORTED, "epoch 5, revision 1");
  }

  @Test
  void fullServerSaysWhenToTryAgain() throws IOException {
    stop();
    startWith(RegistryLimits.DEFAULTS.withCaps(1, 1, 1), new AddressRules(false, List.of()));
    register(peer.record());

    var other = new TestPeer();
    assertThatThrownBy(() -> stub.register(other.request(other.record(), nonce()).build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e ->
                assertThat(StatusProto.fromThrowable(e).getDetails(0).is(RetryInfo.class))
                    .isTrue());
  }

  static Stream<Arguments> badRecords() {
    return Stream.of(
        bad("record.public_key", r -> r.setPublicKey(ByteString.copyFromUtf8("short"))),
        bad("record.network", r -> r.setNetwork("")),
        bad("record.network", r -> r.setNetwork("a b")),
        bad("record.epoch", r -> r.setEpoch(0)),
        bad("record.expires_at_unix_millis", r -> r.setExpiresAtUnixMillis(1)),
        bad("record.addresses[0]", r -> r.addAddresses("http://a:1")),
        bad("record.addresses[0]", r -> r.addAddresses("a b:1")),
        bad("record.addresses[0]", r -> r.addAddresses("a\0:1")),
        bad("record.addresses[0]", r -> r.addAddresses("a:0")),
        bad("record.addresses[0]", r -> r.addAddresses("a:65536")),
        bad("record.addresses[0]", r -> r.addAddresses("a".repeat(300) + ":1")),
        bad("record.addresses[1]", r -> r.addAddresses("a:1").addAddresses("224.0.0.1:1")),
        bad("record.addresses", r -> r.addAllAddresses(Collections.nCopies(9, "a:1"))),
        bad("record.tags", r -> r.putTags("k", "v".repeat(1025))),
        bad("record", r -> r.setVersion("v".repeat(4096))));
  }

  private static Arguments bad(String field, UnaryOperator<PeerRecord.Builder> change) {
    return Arguments.of(field, change);
  }

  @ParameterizedTest
  @MethodSource("badRecords")
  void badFieldIsNamed(String field, UnaryOperator<PeerRecord.Builder> change) {
    assertStatus(
        () -> register(change.apply(peer.record())), Status.Code.INVALID_ARGUMENT, field + ": ");
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3:1", "127.0.0.1:1", "192.168.1.1:1", "[fe80::1]:1", "[fd00::1]:1"})
  void privateAddressIsRefusedInPublic(String address) throws IOException {
    stop();
    startWith(RegistryLimits.DEFAULTS, new AddressRules(true, List.of()));

    assertStatus(
        () -> register(peer.record(address)), Status.Code.INVALID_ARGUMENT, "record.addresses[0]");
  }

  @Test
  void badIdsAreNamed() {
    ByteString three = ByteString.copyFrom(new byte[3]);
    assertStatus(
        () -> stub.renew(RenewRequest.newBuilder().setLeaseId(three).build()),
        Status.Code.INVALID_ARGUMENT,
        "lease_id: expected 16 bytes");
    assertStatus(
        () -> stub.lookup(LookupRequest.newBuilder().setNetwork("net").setPeerId(three).build()),
        Status.Code.INVALID_ARGUMENT,
        "peer_id: expected 32 bytes");
  }

  @Test
  void requestThatIsNoProtobufIsRefused() {
    assertStatus(
        () ->
            ClientCalls.blockingUnaryCall(
                channel,
                raw(BootstrapServiceGrpc.getSampleMethod()),
                CallOptions.DEFAULT,
                new byte[] {-1, -1}),
        Status.Code.INVALID_ARGUMENT,
        "not valid protobuf");
    assertThat(register(peer.record()).getLeaseMillis()).isPositive();
  }

  private RegisterResponse register(PeerRecord.Builder record) {
    return stub.register(peer.request(record, nonce()).build());
  }

  private ByteString nonce() {
    return stub.challenge(ChallengeRequest.getDefaultInstance()).getNonce();
  }

  private static void assertStatus(Runnable call, Status.Code code, String text) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).contains(text);
            });
  }

  private static <A> MethodDescriptor<byte[], A> raw(MethodDescriptor<?, A> method) {
    return method.toBuilder(new RawBytes(), method.getResponseMarshaller()).build();
  }

  private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }
}
