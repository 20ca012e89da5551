package io.skein.bootstrap.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.skein.bootstrap.registry.Lease;
import io.skein.bootstrap.registry.LeaseId;
import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.PeerKey;
import io.skein.bootstrap.registry.RegisterResult;
import io.skein.bootstrap.registry.Registry;
import io.skein.bootstrap.registry.RenewResult;
import io.skein.bootstrap.registry.Sample;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc.BootstrapServiceImplBase;
import io.skein.proto.bootstrap.v1.ChallengeRequest;
import io.skein.proto.bootstrap.v1.ChallengeResponse;
import io.skein.proto.bootstrap.v1.LeaveRequest;
import io.skein.proto.bootstrap.v1.LeaveResponse;
import io.skein.proto.bootstrap.v1.LookupRequest;
import io.skein.proto.bootstrap.v1.LookupResponse;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.bootstrap.v1.RegisterResponse;
import io.skein.proto.bootstrap.v1.RenewRequest;
import io.skein.proto.bootstrap.v1.RenewResponse;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.proto.bootstrap.v1.SampleResponse;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.HostPort;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers the calls of peers. Thread-safe; never blocks, so that it can run on an event loop. */
final class BootstrapService extends BootstrapServiceImplBase {
  private static final long MAX_LEASE_MILLIS = Duration.ofDays(365).toMillis();

  private final Registry registry;
  private final AddressRules rules;
  private final DialBack dialBack;
  private final Challenges challenges;
  private final Moment.Source time;

  BootstrapService(Registry registry, AddressRules rules, SecureRandom random, Moment.Source time) {
    this.registry = registry;
    this.rules = rules;
    this.dialBack = new DialBack(rules);
    this.challenges = new Challenges(random);
    this.time = time;
  }

  @Override
  public void challenge(ChallengeRequest request, StreamObserver<ChallengeResponse> answer) {
    byte[] nonce = challenges.make(time.now().nanos());
    reply(
        answer, () -> ChallengeResponse.newBuilder().setNonce(ByteString.copyFrom(nonce)).build());
  }

  @Override
  public void register(RegisterRequest request, StreamObserver<RegisterResponse> answer) {
    if (answer instanceof ServerCallStreamObserver<RegisterResponse> call) {
      // A caller that hangs up during the dial-back is registered all the same; without a handler
      // answering it throws.
      call.setOnCancelHandler(() -> {});
    }
    try {
      InetSocketAddress caller = Caller.address();
      if (!challenges.isFresh(request.getNonce().toByteArray(), time.now().nanos())) {
        throw Statuses.staleNonce();
      }
      var checked = SignedRegistration.check(request, rules);
      var wanted = Duration.ofMillis(Math.clamp(request.getLeaseMillis(), 0, MAX_LEASE_MILLIS));
      var registered =
          orThrow(registry.register(checked.from(caller.getAddress()), wanted, time.now()));
      List<HostPort> addresses =
          checked.record().getAddressesList().stream().map(HostPort::parse).toList();
      dialBack.dial(
          addresses,
          caller.getAddress(),
          failure -> {
            registry.setReachable(registered.id(), failure.isEmpty());
            reply(answer, () -> toResponse(registered, caller, failure));
          });
    } catch (StatusRuntimeException refusal) {
      answer.onError(refusal);
    }
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<RenewResponse> answer) {
    reply(
        answer,
        () -> {
          LeaseId id = leaseId(request.getLeaseId());
          // The field is unsigned: what does not fit is a lie, and means many.
          int links = request.getLinks() < 0 ? Integer.MAX_VALUE : request.getLinks();
          return switch (registry.renew(id, links, time.now().nanos())) {
            case RenewResult.Renewed renewed ->
                RenewResponse.newBuilder().setLeaseMillis(renewed.lease().toMillis()).build();
            case RenewResult.Unknown unknown -> throw Statuses.unknownLease();
          };
        });
  }

  @Override
  public void leave(LeaveRequest request, StreamObserver<LeaveResponse> answer) {
    reply(
        answer,
        () -> {
          registry.leave(leaseId(request.getLeaseId()));
          return LeaveResponse.getDefaultInstance();
        });
  }

  @Override
  public void sample(SampleRequest request, StreamObserver<SampleResponse> answer) {
    reply(
        answer,
        () -> {
          RecordFields.checkNetwork("network", request.getNetwork());
          ByteString excluded = request.getExcludePeerId();
          if (!excluded.isEmpty()) {
            RecordFields.checkPeerId("exclude_peer_id", excluded);
          }
          int count = request.getCount() < 0 ? Registry.MAX_SAMPLE : request.getCount();
          return toResponse(
              registry.sample(request.getNetwork(), count, excluded, time.now().nanos()));
        });
  }

  @Override
  public void lookup(LookupRequest request, StreamObserver<LookupResponse> answer) {
    reply(
        answer,
        () -> {
          RecordFields.checkNetwork("network", request.getNetwork());
          RecordFields.checkPeerId("peer_id", request.getPeerId());
          var key = new PeerKey(request.getNetwork(), request.getPeerId());
          Lease lease =
              registry
                  .lookup(key, time.now().nanos())
                  .orElseThrow(() -> Statuses.unknownPeer(request.getNetwork()));
          return LookupResponse.newBuilder()
              .setRecord(signedRecord(lease.registration().signedRecord()))
              .setReachable(lease.reachable())
              .build();
        });
  }

  private static RegisterResult.Registered orThrow(RegisterResult result) {
    return switch (result) {
      case RegisterResult.Registered registered -> registered;
      case RegisterResult.Older older ->
          throw Statuses.olderRecord(older.epoch(), older.revision());
      case RegisterResult.Expired expired ->
          throw Statuses.invalidField(
              "record.expires_at_unix_millis",
              "over for %d s; compare the clocks".formatted(expired.age().toSeconds()));
      case RegisterResult.Refused refused ->
          throw Statuses.refused(refused.reason(), refused.retryAfter());
    };
  }

  private static RegisterResponse toResponse(
      RegisterResult.Registered registered, InetSocketAddress caller, Optional<String> failure) {
    return RegisterResponse.newBuilder()
        .setLeaseId(registered.id().bytes())
        .setLeaseMillis(registered.lease().toMillis())
        .setObservedAddress(Caller.hostPort(caller).toString())
        .setReachable(failure.isEmpty())
        .setUnreachableDetail(failure.orElse(""))
        .build();
  }

  private static SampleResponse toResponse(Sample sample) {
    var response = SampleResponse.newBuilder().setNetworkSize(sample.networkSize());
    sample.signedRecords().forEach(r -> response.addRecords(signedRecord(r)));
    return response.build();
  }

  private static SignedPeerRecord signedRecord(ByteString bytes) {
    try {
      return SignedPeerRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the registry holds what this service never put there", e);
    }
  }

  private static LeaseId leaseId(ByteString bytes) {
    if (bytes.size() != LeaseId.BYTES) {
      throw Statuses.invalidField(
          "lease_id", "expected %d bytes, but got %d".formatted(LeaseId.BYTES, bytes.size()));
    }
    return LeaseId.of(bytes);
  }

  private static <A> void reply(StreamObserver<A> answer, Supplier<A> response) {
    A value;
    try {
      value = response.get();
    } catch (StatusRuntimeException refusal) {
      answer.onError(refusal);
      return;
    }
    answer.onNext(value);
    answer.onCompleted();
  }
}
