package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.skein.peer.membership.Seed;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc.BootstrapServiceStub;
import io.skein.proto.bootstrap.v1.ChallengeRequest;
import io.skein.proto.bootstrap.v1.LeaveRequest;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.bootstrap.v1.RegisterResponse;
import io.skein.proto.bootstrap.v1.RenewRequest;
import io.skein.proto.bootstrap.v1.RenewResponse;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.proto.bootstrap.v1.SampleResponse;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.SigningContext;
import io.skein.wire.tls.JoinToken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. One bootstrap server over gRPC. */
public final class BootstrapClient implements Seed {
  private static final long DEADLINE_SECONDS = 5;
  private static final long GOODBYE_SECONDS = 1;
  private static final Metadata.Key<String> TOKEN =
      Metadata.Key.of(JoinToken.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final SeedAccess seed;
  private final Supplier<ManagedChannel> dialer;
  private final EventLoop loop;
  private final Ed25519Key key;
  private final Supplier<PeerRecord> ownRecord;

  private @Nullable ManagedChannel channel;
  private ByteString leaseId = ByteString.EMPTY;
  private boolean answered;
  private boolean left;

  /**
   * A client that has not dialled yet.
   *
   * @param transports whose event loop carries the calls; the one behind {@code loop}
   * @param ownRecord gives this peer's record as it is now; signed with {@code key}, and not about
   *     to expire
   */
  public BootstrapClient(
      SeedAccess seed,
      Transports transports,
      EventLoop loop,
      Ed25519Key key,
      Supplier<PeerRecord> ownRecord) {
    this.seed = seed;
    this.dialer = () -> transports.seedChannel(seed).build();
    this.loop = loop;
    this.key = key;
    this.ownRecord = ownRecord;
  }

  @Override
  public void register(Answers answers) {
    stub()
        .challenge(
            ChallengeRequest.getDefaultInstance(),
            answer(
                Request.REGISTER,
                answers,
                challenge ->
                    stub()
                        .register(
                            signed(challenge.getNonce()),
                            answer(Request.REGISTER, answers, r -> registered(r, answers)))));
  }

  @Override
  public void renew(int links, Answers answers) {
    var request = RenewRequest.newBuilder().setLeaseId(leaseId).setLinks(links).build();
    stub().renew(request, answer(Request.RENEW, answers, r -> renewed(r, answers)));
  }

  @Override
  public void sample(Answers answers) {
    PeerRecord own = ownRecord.get();
    var request =
        SampleRequest.newBuilder()
            .setNetwork(own.network())
            .setExcludePeerId(own.id().bytes())
            .build();
    stub().sample(request, answer(Request.SAMPLE, answers, r -> sampled(r, own, answers)));
  }

  @Override
  public void leave() {
    left = true;
    ManagedChannel open = channel;
    if (open == null) {
      return;
    }
    if (!leaseId.isEmpty()) {
      var request = LeaveRequest.newBuilder().setLeaseId(leaseId).build();
      withToken(BootstrapServiceGrpc.newStub(open))
          .withDeadlineAfter(GOODBYE_SECONDS, TimeUnit.SECONDS)
          .leave(request, new Once<>(loop, response -> {}, failure -> {}));
    }
    // Lets the goodbye out, then closes by itself.
    open.shutdown();
  }

  private RegisterRequest signed(ByteString nonce) {
    SignedPeerRecord record = RecordCodec.toProto(ownRecord.get());
    byte[] proof =
        key.sign(SigningContext.REGISTER, nonce.toByteArray(), record.getRecord().toByteArray());
    return RegisterRequest.newBuilder()
        .setRecord(record)
        .setNonce(nonce)
        .setProof(ByteString.copyFrom(proof))
        .build();
  }

  private void registered(RegisterResponse response, Answers answers) {
    leaseId = response.getLeaseId();
    answers.registered(
        Duration.ofMillis(response.getLeaseMillis()),
        response.getObservedAddress(),
        response.getUnreachableDetail());
  }

  private static void renewed(RenewResponse response, Answers answers) {
    answers.renewed(Duration.ofMillis(response.getLeaseMillis()));
  }

  // Records of others, and those that a broken server damaged, do not leave this package.
  private void sampled(SampleResponse response, PeerRecord own, Answers answers) {
    List<PeerRecord> records =
        response.getRecordsList().stream()
            .map(record -> RecordCodec.verify(record, loop.wallMillis()))
            .filter(RecordCodec.Verdict.Valid.class::isInstance)
            .map(check -> ((RecordCodec.Verdict.Valid) check).record())
            .filter(record -> record.network().equals(own.network()))
            .filter(record -> !record.id().equals(own.id()))
            .toList();
    answers.sampled(records, response.getNetworkSize());
  }

  private BootstrapServiceStub stub() {
    loop.checkInLoop();
    ManagedChannel open = channel;
    if (open == null) {
      open = dialer.get();
      channel = open;
    }
    return withToken(BootstrapServiceGrpc.newStub(open))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private BootstrapServiceStub withToken(BootstrapServiceStub stub) {
    if (seed.token() == null) {
      return stub;
    }
    Metadata headers = new Metadata();
    headers.put(TOKEN, seed.token().get().said());
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private <A> StreamObserver<A> answer(Request request, Answers answers, Consumer<A> success) {
    ManagedChannel used = channel;
    return new Once<>(
        loop,
        response -> {
          answered = true;
          if (!left) {
            success.accept(response);
          }
        },
        failure -> {
          if (!left) {
            failed(request, failure, used, answers);
          }
        });
  }

  private void failed(
      Request request, Throwable failure, @Nullable ManagedChannel used, Answers answers) {
    Status status = Status.fromThrowable(failure);
    if (request == Request.RENEW && status.getCode() == Status.Code.NOT_FOUND) {
      answers.leaseUnknown();
      return;
    }
    boolean spoke =
        status.getCode() != Status.Code.UNAVAILABLE
            && status.getCode() != Status.Code.DEADLINE_EXCEEDED;
    String text = Statuses.text(status);
    String why =
        answered ? text : ConnectionFaults.explain(status, seed.tls() != null).orElse(text);
    if (!spoke) {
      hangUp(used);
    }
    String reason = "bootstrap server %s: %s".formatted(seed.address(), why);
    answers.failed(new Failure(request, reason, spoke, Statuses.retryAfter(failure)));
  }

  // A channel that failed waits up to two minutes on its own; the session knows better when to dial
  // again.
  private void hangUp(@Nullable ManagedChannel used) {
    if (used != null && used.equals(channel)) {
      used.shutdownNow();
      channel = null;
      answered = false;
    }
  }
}
