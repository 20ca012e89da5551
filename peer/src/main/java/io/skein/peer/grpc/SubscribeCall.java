package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ServerCall;
import io.grpc.StatusException;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.dispatch.SubscribeOutcome;
import io.skein.peer.dispatch.Subscription;
import io.skein.peer.dispatch.SubscriptionSink;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.model.Batch;
import io.skein.peer.model.SequenceRange;
import io.skein.proto.app.v1.CaughtUp;
import io.skein.proto.app.v1.Checkpoint;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.app.v1.Subscribed;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. One Subscribe call. */
final class SubscribeCall extends ServerCall.Listener<byte[]> implements SubscriptionSink {
  private final Subscribing subscribing;
  private final AppAccess access;
  private final AppCall call;
  private byte @Nullable [] sent;
  private @Nullable SubscriptionSpec spec;
  private @Nullable Subscription subscription;

  SubscribeCall(Subscribing subscribing, AppAccess access, AppCall call) {
    this.subscribing = subscribing;
    this.access = access;
    this.call = call;
  }

  void start() {
    call.request(2);
  }

  @Override
  public void onMessage(byte[] message) {
    sent = message;
  }

  /** Only now it is known that there is one request, and no other: gRPC cancels at a second. */
  @Override
  public void onHalfClose() {
    if (sent == null) {
      call.end(Statuses.missingRequest());
    } else if (!call.isEnded()) {
      subscribe(sent);
    }
  }

  private void subscribe(byte[] message) {
    CodedInputStream in = CodedInputStream.newInstance(message);
    in.setRecursionLimit(GrpcLimits.NESTING);
    try {
      SubscriptionSpec wanted = SubscribeSpecs.of(SubscribeRequest.parseFrom(in), call.app());
      call.rights().checkSubscribe(wanted.patterns());
      subscribe(wanted);
    } catch (InvalidProtocolBufferException e) {
      call.end(Statuses.notProtobuf("request", e, in));
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be read", e);
    } catch (IllegalArgumentException e) {
      call.end(Statuses.invalid(String.valueOf(e.getMessage())));
    } catch (StatusException e) {
      call.end(e.getStatus());
    }
  }

  private void subscribe(SubscriptionSpec wanted) {
    spec = wanted;
    switch (subscribing.subscribe(wanted, this)) {
      case SubscribeOutcome.Subscribed(Subscription made) -> {
        subscription = made;
        access.opened(this);
        made.begin();
      }
      case SubscribeOutcome.Full(int limit) -> call.end(Statuses.tooMany("subscriptions", limit));
      case SubscribeOutcome.TooOld(SequenceRange lost) -> call.end(Statuses.tokenTooOld(lost));
      case SubscribeOutcome.Draining() -> call.end(Statuses.draining());
    }
  }

  /** Ends the subscription if its app may not have it any more. */
  void checkRights() {
    if (spec == null || subscription == null || call.isEnded()) {
      return;
    }
    try {
      call.rights().checkSubscribe(spec.patterns());
    } catch (StatusException e) {
      access.ended(this);
      subscription.close();
      call.end(e.getStatus());
    }
  }

  @Override
  public void onReady() {
    if (subscription != null) {
      subscription.ready();
    }
  }

  @Override
  public void onComplete() {
    access.ended(this);
  }

  @Override
  public void onCancel() {
    access.ended(this);
    call.cancelled();
    if (subscription != null) {
      subscription.close();
    }
  }

  @Override
  public boolean isReady() {
    return call.isReady();
  }

  @Override
  public void subscribed(ByteString resumeToken) {
    call.send(
        SubscribeResponse.newBuilder()
            .setSubscribed(
                Subscribed.newBuilder()
                    .setOverlayReady(subscribing.isReady())
                    .setPeerId(subscribing.self().bytes())
                    .setResumeToken(resumeToken))
            .build()
            .toByteString());
  }

  @Override
  public void batch(Batch batch, long position) {
    call.send(subscribing.encode(batch, position));
  }

  @Override
  public void gap(Gap gap) {
    io.skein.proto.app.v1.Gap.Builder out =
        io.skein.proto.app.v1.Gap.newBuilder()
            .setCount(gap.count())
            .setCountIsExact(gap.exact())
            .setReasonValue(gap.reason().ordinal() + 1);
    for (SequenceRange range : gap.ranges()) {
      out.addRanges(
          io.skein.proto.app.v1.SequenceRange.newBuilder()
              .setFirst(MessageIds.of(range.source(), range.first()))
              .setLastSequence(range.last()));
    }
    call.send(SubscribeResponse.newBuilder().setGap(out).build().toByteString());
  }

  @Override
  public void caughtUp() {
    call.send(
        SubscribeResponse.newBuilder()
            .setCaughtUp(CaughtUp.getDefaultInstance())
            .build()
            .toByteString());
  }

  @Override
  public void checkpoint(ByteString resumeToken) {
    call.send(
        SubscribeResponse.newBuilder()
            .setCheckpoint(Checkpoint.newBuilder().setResumeToken(resumeToken))
            .build()
            .toByteString());
  }

  @Override
  public void tooSlow(long lagBytes) {
    call.end(Statuses.tooSlow(lagBytes, spec == null ? 0 : spec.maxLagBytes()));
  }

  @Override
  public void draining() {
    call.end(Statuses.draining());
  }
}
