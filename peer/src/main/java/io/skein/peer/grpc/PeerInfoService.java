package io.skein.peer.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;

/** Confined to the owner thread. What the peer tells about itself and the network. */
public final class PeerInfoService extends PeerServiceGrpc.PeerServiceImplBase {
  private final PeerInfo info;

  public PeerInfoService(PeerInfo info) {
    this.info = info;
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
}
