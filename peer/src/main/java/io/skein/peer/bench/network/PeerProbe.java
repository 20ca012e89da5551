package io.skein.peer.bench.network;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceBlockingStub;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import io.skein.wire.HostPort;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a peer how it is; thread-safe, blocks for at most two seconds a question. */
public final class PeerProbe implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 2;

  private final ManagedChannel channel;
  private final PeerServiceBlockingStub stub;

  /**
   * @param app {@code HOST:PORT} of a peer's app API
   */
  public PeerProbe(String app) {
    channel = NettyChannelBuilder.forTarget(HostPort.parse(app).target()).usePlaintext().build();
    stub = PeerServiceGrpc.newBlockingStub(channel);
  }

  /**
   * The peer's description.
   *
   * @throws StatusRuntimeException if it does not answer
   */
  public GetPeerResponse describe() {
    return stub.withDeadlineAfter(Duration.ofSeconds(TIMEOUT_SECONDS))
        .getPeer(GetPeerRequest.getDefaultInstance());
  }

  /**
   * How many neighbours it has links to.
   *
   * @throws StatusRuntimeException if it does not answer
   */
  public int links() {
    Iterator<WatchPeersResponse> watch =
        stub.withDeadlineAfter(Duration.ofSeconds(TIMEOUT_SECONDS))
            .watchPeers(WatchPeersRequest.getDefaultInstance());
    int links = 0;
    while (watch.hasNext()) {
      WatchPeersResponse event = watch.next();
      if (event.hasSnapshotEnd()) {
        break;
      }
      if (event.getPresent().hasLink()) {
        links++;
      }
    }
    return links;
  }

  /** Why it is not ready with at least {@code links} links; null if it is. */
  public @Nullable String whyNotReady(int links) {
    try {
      GetPeerResponse peer = describe();
      if (!peer.getReady()) {
        return "not ready: " + String.join(" ", peer.getNotReadyReasonsList());
      }
      int has = links();
      return has >= links ? null : "has " + has + " links of " + links;
    } catch (StatusRuntimeException e) {
      // A peer that starts listens soon; gRPC would wait a second and more before it looks again.
      channel.resetConnectBackoff();
      return "does not answer: " + e.getStatus();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
