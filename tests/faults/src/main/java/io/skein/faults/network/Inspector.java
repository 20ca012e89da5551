package io.skein.faults.network;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.LinkStatus;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceBlockingStub;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Asks a peer how it is; thread-safe, blocks for at most two seconds a question. */
public final class Inspector implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Each look ends with a reset of its stream, of which a peer bears 100 in 10 s. */
  private static final long APART_NANOS = Duration.ofMillis(150).toNanos();

  private final ManagedChannel channel;
  private final PeerServiceBlockingStub stub;
  private long next = System.nanoTime();

  /** Asks this peer. */
  public Inspector(Peer peer) {
    channel = connect(peer);
    stub = PeerServiceGrpc.newBlockingStub(channel);
  }

  /** A connection to the app API of a peer. */
  public static ManagedChannel connect(Peer peer) {
    return Grpc.newChannelBuilder(
            "unix://" + peer.socket().toAbsolutePath(), InsecureChannelCredentials.create())
        .build();
  }

  /**
   * The peer's description.
   *
   * @throws StatusRuntimeException if it does not answer
   */
  public GetPeerResponse describe() {
    // A peer that starts listens soon; gRPC would wait a second and more before it looks again.
    channel.resetConnectBackoff();
    return stub.withDeadlineAfter(TIMEOUT).getPeer(GetPeerRequest.getDefaultInstance());
  }

  /** The links of the peer, by the name of the neighbour; empty if it does not answer. */
  public synchronized Map<String, LinkStatus> links() {
    LockSupport.parkNanos(next - System.nanoTime());
    next = System.nanoTime() + APART_NANOS;
    Map<String, LinkStatus> links = new HashMap<>();
    try {
      channel.resetConnectBackoff();
      Iterator<WatchPeersResponse> watch =
          stub.withDeadlineAfter(TIMEOUT).watchPeers(WatchPeersRequest.getDefaultInstance());
      for (var event = watch.next(); !event.hasSnapshotEnd(); event = watch.next()) {
        if (event.getPresent().hasLink()) {
          links.put(event.getPresent().getPeerName(), event.getPresent().getLink());
        }
      }
    } catch (StatusRuntimeException e) {
      return Map.of();
    }
    return links;
  }

  /** Whether the peer is ready with at least so many links. */
  public boolean isReady(int links) {
    try {
      return describe().getReady() && links().size() >= links;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
