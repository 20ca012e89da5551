package io.skein.tests.faults;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** An app beside a peer, with a connection of its own; thread-safe. */
final class App implements AutoCloseable {
  /** Of everything that tests publish. */
  static final String TYPE = "test.load";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ManagedChannel channel;

  private App(ManagedChannel channel) {
    this.channel = channel;
  }

  /** An app beside this peer. */
  static App at(LocalPeer peer) {
    return new App(NettyChannelBuilder.forTarget("dns:///" + peer.app()).usePlaintext().build());
  }

  /** A request for all messages of the type that tests publish. */
  static SubscribeRequest.Builder request() {
    return SubscribeRequest.newBuilder().addPatterns(TYPE);
  }

  /** Subscribes to what comes from now on, and waits until the subscription stands. */
  Reader subscribe() throws Exception {
    return subscribe(request().build());
  }

  /** Subscribes, and waits until the subscription stands. */
  Reader subscribe(SubscribeRequest request) throws Exception {
    return subscribe(request, new Ledger());
  }

  /** Subscribes, books into this ledger, and waits until the subscription stands. */
  Reader subscribe(SubscribeRequest request, Ledger ledger) throws Exception {
    Reader reader = new Reader(ledger);
    MessagingServiceGrpc.newStub(channel).withWaitForReady().subscribe(request, reader);
    reader.awaitSubscribed();
    return reader;
  }

  /** Begins to publish. */
  Load publish(LoadPlan plan) {
    return Load.start(MessagingServiceGrpc.newStub(channel).withWaitForReady(), plan);
  }

  /** Why the last link or dial to each peer that this app's peer knows ended. */
  List<String> closeReasons() {
    Iterator<WatchPeersResponse> watch =
        PeerServiceGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .withDeadlineAfter(PATIENCE)
            .watchPeers(WatchPeersRequest.getDefaultInstance());
    List<String> reasons = new ArrayList<>();
    for (var event = watch.next(); !event.hasSnapshotEnd(); event = watch.next()) {
      reasons.add(event.getPresent().getLastCloseReason());
    }
    return reasons;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
