package io.skein.peer.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.skein.peer.membership.Directory;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.BanListener;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.app.v1.BanLifted;
import io.skein.proto.app.v1.PeerLeft;
import io.skein.proto.app.v1.SnapshotEnd;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.util.ArrayDeque;

/**
 * Confined to the owner thread. One watch of the directory and of bans: snapshot, marker, changes.
 * What the app is too slow for waits here, up to a limit.
 */
final class PeerWatch implements Directory.Listener, BanListener {
  /** Events at most: two full directories. */
  static final int MAX_WAITING = 10_000;

  private final PeerInfo info;
  private final ServerCallStreamObserver<WatchPeersResponse> observer;
  private final ArrayDeque<WatchPeersResponse> waiting = new ArrayDeque<>();
  private boolean ended;

  PeerWatch(PeerInfo info, ServerCallStreamObserver<WatchPeersResponse> observer) {
    this.info = info;
    this.observer = observer;
  }

  void begin() {
    observer.setOnReadyHandler(this::write);
    observer.setOnCancelHandler(this::end);
    for (PeerRecord record : info.directory().all()) {
      waiting.add(WatchPeersResponse.newBuilder().setPresent(info.status(record)).build());
    }
    waiting.add(
        WatchPeersResponse.newBuilder().setSnapshotEnd(SnapshotEnd.getDefaultInstance()).build());
    info.directory().addListener(this);
    info.mesh().conduct().addListener(this);
    write();
  }

  @Override
  public void joined(PeerRecord record) {
    add(WatchPeersResponse.newBuilder().setJoined(info.status(record)).build());
  }

  @Override
  public void changed(PeerRecord record) {
    add(WatchPeersResponse.newBuilder().setChanged(info.status(record)).build());
  }

  @Override
  public void left(PeerRecord record, String reason) {
    PeerLeft left =
        PeerLeft.newBuilder()
            .setPeerId(record.id().bytes())
            .setPeerName(record.id().name())
            .setReason(reason)
            .build();
    add(WatchPeersResponse.newBuilder().setLeft(left).build());
  }

  @Override
  public void banned(Ban ban) {
    add(WatchPeersResponse.newBuilder().setBanned(message(ban)).build());
  }

  @Override
  public void lifted(Ban ban, String why) {
    var over = message(ban).toBuilder().setRemainingMillis(0);
    BanLifted lifted = BanLifted.newBuilder().setBan(over).setReason(why).build();
    add(WatchPeersResponse.newBuilder().setBanLifted(lifted).build());
  }

  private io.skein.proto.app.v1.Ban message(Ban ban) {
    return BanMessages.of(ban, info.loop().nanoTime());
  }

  private void add(WatchPeersResponse event) {
    if (waiting.size() >= MAX_WAITING) {
      observer.onError(Statuses.watcherTooSlow(MAX_WAITING).asException());
      end();
      return;
    }
    waiting.add(event);
    write();
  }

  private void write() {
    while (!ended && observer.isReady() && !waiting.isEmpty()) {
      observer.onNext(waiting.remove());
    }
  }

  private void end() {
    ended = true;
    waiting.clear();
    info.directory().removeListener(this);
    info.mesh().conduct().removeListener(this);
  }
}
