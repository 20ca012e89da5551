package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.skein.peer.broadcast.TraceStep;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.TraceEnd;
import io.skein.proto.app.v1.TraceResponse;
import io.skein.proto.app.v1.TraceStarted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. One Trace call. What the app is too slow for waits here; a trace
 * has at most 10,000 steps.
 */
final class TraceCall {
  /** Type of a message that is published only to be traced. */
  static final MessageType OWN_TYPE = new MessageType("_skein.trace");

  private static final int MAX_NAMED = 100;
  private static final ByteString MESSAGE =
      MessageBatch.newBuilder()
          .addMessages(Message.newBuilder().setPayload(ByteString.copyFromUtf8("trace")))
          .build()
          .toByteString();

  private final PeerInfo info;
  private final ServerCallStreamObserver<TraceResponse> observer;
  private final ByteString trace;
  private final Set<PeerId> missing = new LinkedHashSet<>();
  private final ArrayDeque<TraceResponse> waiting = new ArrayDeque<>();
  private int reached;
  private EventLoop.@Nullable Timer timer;
  private boolean over;
  private boolean cancelled;

  TraceCall(PeerInfo info, ServerCallStreamObserver<TraceResponse> observer, ByteString trace) {
    this.info = info;
    this.observer = observer;
    this.trace = trace;
  }

  void begin(MessageType type, Duration timeout) {
    observer.setOnReadyHandler(this::write);
    observer.setOnCancelHandler(this::cancel);
    info.directory().all().forEach(record -> missing.add(record.id()));
    PeerRecord self = info.record().get();
    if (!info.broadcast().traces().begin(trace, this::step)) {
      observer.onError(Statuses.tooManyTraces().asException());
      return;
    }
    waiting.add(
        TraceResponse.newBuilder()
            .setStarted(
                TraceStarted.newBuilder()
                    .setTrace(trace)
                    .setPeerId(self.id().bytes())
                    .setPeerName(self.id().name())
                    .setType(type.name())
                    .setKnownPeers(missing.size()))
            .build());
    info.broadcast().publishTraced(trace, new Publication(OWN_TYPE.name(), 1), type, MESSAGE);
    timer = info.loop().schedule(timeout, this::end);
    endIfAllReported();
    write();
  }

  private void step(TraceStep step) {
    reached++;
    missing.remove(step.report().peer());
    waiting.add(TraceResponse.newBuilder().setStep(of(step)).build());
    endIfAllReported();
    write();
  }

  private static io.skein.proto.app.v1.TraceStep of(TraceStep step) {
    PeerId peer = step.report().peer();
    PeerId from = step.report().from();
    return io.skein.proto.app.v1.TraceStep.newBuilder()
        .setPeerId(peer.bytes())
        .setPeerName(peer.name())
        .setFromPeerId(from.bytes())
        .setFromPeerName(from.name())
        .setHops(step.report().hops())
        .setLinkMicros(step.report().linkMicros())
        .setRelayMicros(step.report().relayMicros())
        .setAsked(step.report().asked())
        .setArrivedMicros(step.arrivedMicros())
        .setRoundTripMicros(step.roundTripMicros())
        .build();
  }

  private void endIfAllReported() {
    if (missing.isEmpty()) {
      end();
    }
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    stop();
    waiting.add(
        TraceResponse.newBuilder()
            .setEnd(
                TraceEnd.newBuilder()
                    .setReached(reached)
                    .setMissing(missing.size())
                    .addAllMissingPeerNames(
                        missing.stream().limit(MAX_NAMED).map(PeerId::name).toList()))
            .build());
    write();
  }

  private void stop() {
    info.broadcast().traces().end(trace);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void cancel() {
    cancelled = true;
    waiting.clear();
    stop();
  }

  private void write() {
    while (!cancelled && observer.isReady() && !waiting.isEmpty()) {
      TraceResponse next = waiting.remove();
      observer.onNext(next);
      if (next.hasEnd()) {
        observer.onCompleted();
        return;
      }
    }
  }
}
