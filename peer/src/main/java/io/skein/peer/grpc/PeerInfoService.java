package io.skein.peer.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.skein.peer.model.MessageType;
import io.skein.proto.app.v1.BanPeerRequest;
import io.skein.proto.app.v1.BanPeerResponse;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.LiftBanRequest;
import io.skein.proto.app.v1.LiftBanResponse;
import io.skein.proto.app.v1.ListBansRequest;
import io.skein.proto.app.v1.ListBansResponse;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.ReloadRequest;
import io.skein.proto.app.v1.ReloadResponse;
import io.skein.proto.app.v1.TraceRequest;
import io.skein.proto.app.v1.TraceResponse;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Confined to the owner thread. What the peer tells about itself and the network, and traces. */
public final class PeerInfoService extends PeerServiceGrpc.PeerServiceImplBase {
  private static final Duration TRACE = Duration.ofSeconds(5);
  private static final Duration LONGEST_TRACE = Duration.ofSeconds(60);
  private static final int TRACE_ID_BYTES = 16;

  private final PeerInfo info;
  private final Publishing publishing;
  private final RandomGenerator random;
  private final AppDoor door;

  /**
   * A service.
   *
   * @param publishing says whether a message may be published now
   * @param random for ids of traces, which nobody is to guess
   * @param door knows what callers may do
   */
  public PeerInfoService(
      PeerInfo info, Publishing publishing, RandomGenerator random, AppDoor door) {
    this.info = info;
    this.publishing = publishing;
    this.random = random;
    this.door = door;
  }

  @Override
  public void getPeer(GetPeerRequest request, StreamObserver<GetPeerResponse> observer) {
    observer.onNext(info.describe());
    observer.onCompleted();
  }

  @Override
  public void watchPeers(WatchPeersRequest request, StreamObserver<WatchPeersResponse> observer) {
    new PeerWatch(info, (ServerCallStreamObserver<WatchPeersResponse>) observer).begin();
  }

  @Override
  public void trace(TraceRequest request, StreamObserver<TraceResponse> observer) {
    try {
      MessageType type = typeOf(request);
      Duration timeout = timeout(request.getTimeoutMillis());
      Status refusal = publishing.refusal(false);
      if (refusal != null) {
        throw refusal.asException();
      }
      byte[] trace = new byte[TRACE_ID_BYTES];
      random.nextBytes(trace);
      new TraceCall(
              info,
              (ServerCallStreamObserver<TraceResponse>) observer,
              UnsafeByteOperations.unsafeWrap(trace))
          .begin(type, timeout);
    } catch (StatusException e) {
      observer.onError(e);
    }
  }

  private MessageType typeOf(TraceRequest request) throws StatusException {
    if (request.getType().isEmpty()) {
      return TraceCall.OWN_TYPE;
    }
    MessageType type = Publishing.typeOf(request.getType());
    new AppRights(door.access(), Caller.current()).checkPublish(type);
    return type;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the answer is its end
  public void reload(ReloadRequest request, StreamObserver<ReloadResponse> observer) {
    Caller caller = Caller.current();
    if (!door.access().mayReload(caller)) {
      observer.onError(Statuses.notAdmin(caller.app(), "reload").asException());
      return;
    }
    var unused =
        door.reload()
            .thenAccept(
                problems -> {
                  observer.onNext(ReloadResponse.newBuilder().addAllProblems(problems).build());
                  observer.onCompleted();
                });
  }

  @Override
  public void listBans(ListBansRequest request, StreamObserver<ListBansResponse> observer) {
    answer(observer, bans()::list);
  }

  @Override
  public void banPeer(BanPeerRequest request, StreamObserver<BanPeerResponse> observer) {
    answer(observer, () -> bansForAdmin().ban(request));
  }

  @Override
  public void liftBan(LiftBanRequest request, StreamObserver<LiftBanResponse> observer) {
    answer(observer, () -> bansForAdmin().lift(request));
  }

  private BanCalls bansForAdmin() throws StatusException {
    Caller caller = Caller.current();
    if (!door.access().mayReload(caller)) {
      throw Statuses.notAdmin(caller.app(), "ban").asException();
    }
    return bans();
  }

  private BanCalls bans() {
    return new BanCalls(info.mesh().conduct(), info.loop(), info.record().get().id());
  }

  /** An answer, or why there is none. */
  private interface Answer<T> {
    T get() throws StatusException;
  }

  private static <T> void answer(StreamObserver<T> observer, Answer<T> answer) {
    try {
      observer.onNext(answer.get());
      observer.onCompleted();
    } catch (StatusException e) {
      observer.onError(e);
    }
  }

  private static Duration timeout(long millis) throws StatusException {
    if (millis < 0 || millis > LONGEST_TRACE.toMillis()) {
      throw Statuses.invalid(
              "timeout_millis is %s, expected at most %d"
                  .formatted(Long.toUnsignedString(millis), LONGEST_TRACE.toMillis()))
          .asException();
    }
    return millis == 0 ? TRACE : Duration.ofMillis(millis);
  }
}
