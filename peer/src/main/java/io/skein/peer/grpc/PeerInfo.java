package io.skein.peer.grpc;

import io.skein.peer.broadcast.Broadcast;
import io.skein.peer.broadcast.BroadcastCounters;
import io.skein.peer.dispatch.Dispatcher;
import io.skein.peer.log.MessageLog;
import io.skein.peer.membership.Directory;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.ReadyGate;
import io.skein.proto.app.v1.Counters;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.LinkDirection;
import io.skein.proto.app.v1.LinkStatus;
import io.skein.proto.app.v1.LogStatus;
import io.skein.proto.app.v1.PeerStatus;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Confined to the owner thread. Reads the state of the peer for apps.
 *
 * @param record this peer's own record
 * @param secure whether links are encrypted and ids proved
 * @param readyAfterMicros from the start of the JVM to the first readiness; 0 until then
 */
public record PeerInfo(
    Supplier<PeerRecord> record,
    boolean secure,
    EventLoop loop,
    long startedAtNanos,
    LongSupplier readyAfterMicros,
    ReadyGate gate,
    Directory directory,
    Mesh mesh,
    MessageLog log,
    Broadcast broadcast,
    Dispatcher dispatcher) {

  GetPeerResponse describe() {
    PeerRecord self = record.get();
    return GetPeerResponse.newBuilder()
        .setPeerId(self.id().bytes())
        .setPeerName(self.id().name())
        .setEpoch(self.epoch())
        .setNetwork(self.network())
        .addAllAddresses(self.addresses())
        .setVersion(self.version())
        .setReady(gate.isReady())
        .addAllNotReadyReasons(gate.reasons())
        .setUptimeMillis(TimeUnit.NANOSECONDS.toMillis(loop.nanoTime() - startedAtNanos))
        .setLog(logStatus())
        .setSubscriptions(dispatcher.subscriptions())
        .setCounters(counters())
        .setSecure(secure)
        .setReadyAfterMicros(readyAfterMicros.getAsLong())
        .setThrottled(broadcast.throttling().complaint().orElse(""))
        .build();
  }

  private LogStatus logStatus() {
    return LogStatus.newBuilder()
        .setBytes(log.bytes())
        .setMaxBytes(log.limits().maxBytes())
        .setBatches(log.nextPosition() - log.oldestPosition())
        .setOldestPosition(log.oldestPosition())
        .setNextPosition(log.nextPosition())
        .build();
  }

  private Counters counters() {
    BroadcastCounters counters = broadcast.counters();
    return Counters.newBuilder()
        .setPublished(counters.published())
        .setReceived(counters.received())
        .setDuplicates(counters.duplicates())
        .setDelivered(dispatcher.counters().delivered())
        .setReportedLost(dispatcher.counters().reportedLost())
        .setRepaired(counters.repaired())
        .setGivenUp(counters.givenUp())
        .setLate(counters.late())
        .build();
  }

  PeerStatus status(PeerRecord peer) {
    PeerStatus.Builder status =
        PeerStatus.newBuilder()
            .setPeerId(peer.id().bytes())
            .setPeerName(peer.id().name())
            .setEpoch(peer.epoch())
            .addAllAddresses(peer.addresses())
            .setVersion(peer.version())
            .setLastCloseReason(mesh.lastClose(peer.id()));
    status.setPenalty((int) Math.ceil(mesh.conduct().penalty(peer.id())));
    Ban ban = mesh.conduct().banOf(peer.id());
    if (ban != null) {
      status.setBan(BanMessages.of(ban, loop.nanoTime()));
    }
    Link link = mesh.linkTo(peer.id());
    if (link != null) {
      status.setLink(status(link));
    }
    return status.build();
  }

  private LinkStatus status(Link link) {
    long open = loop.nanoTime() - link.openedAtNanos();
    return LinkStatus.newBuilder()
        .setDirection(
            switch (link.direction()) {
              case DIALLED -> LinkDirection.LINK_DIRECTION_DIALLED;
              case ACCEPTED -> LinkDirection.LINK_DIRECTION_ACCEPTED;
            })
        .setRttMicros(TimeUnit.NANOSECONDS.toMicros(link.rttNanos()))
        .setQueuedBytes(link.queuedBytes())
        .setReceivedBytes(link.receivedBytes())
        .setSentBytes(link.sentBytes())
        .setOpenMillis(TimeUnit.NANOSECONDS.toMillis(open))
        .setLazy(link.isLazy())
        .setEagerOrigins(broadcast.eagerOrigins(link))
        .setParentOrigins(broadcast.parentOrigins(link))
        .setUnacknowledgedBytes(link.unacknowledgedBytes())
        .setSilentMillis(TimeUnit.NANOSECONDS.toMillis(link.silentNanos()))
        .setRemoteLinks(link.remoteLinks())
        .build();
  }
}
