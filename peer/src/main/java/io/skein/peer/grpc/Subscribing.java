package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.skein.peer.dispatch.Dispatcher;
import io.skein.peer.dispatch.SubscribeOutcome;
import io.skein.peer.dispatch.SubscriptionSink;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.model.Batch;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.ReadyGate;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. What all subscriptions share. */
public final class Subscribing {
  private static final int BATCH_TAG =
      SubscribeResponse.BATCH_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final Dispatcher dispatcher;
  private final ReadyGate gate;
  private final PeerId self;
  private final int perApp;
  private long refused;
  private @Nullable Batch lastBatch;
  private ByteString lastEncoded = ByteString.EMPTY;
  private long lastPosition;
  private boolean draining;

  /**
   * Subscriptions of one peer.
   *
   * @param perApp how many one app may have open
   */
  public Subscribing(Dispatcher dispatcher, ReadyGate gate, PeerId self, int perApp) {
    this.perApp = perApp;
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.self = self;
  }

  /** Opens a subscription, wherever its app is; the caller begins it. */
  public SubscribeOutcome subscribe(SubscriptionSpec spec, SubscriptionSink sink) {
    if (draining) {
      return new SubscribeOutcome.Draining();
    }
    if (dispatcher.subscriptionsOf(spec.app()) >= perApp) {
      refused++;
      return new SubscribeOutcome.Full(perApp);
    }
    return dispatcher.subscribe(spec, sink);
  }

  /** A batch as an event; made once for all subscriptions that get it one after the other. */
  @SuppressWarnings("ReferenceEquality") // the very batch of the log: equal ones need not be found
  ByteString encode(Batch batch, long position) {
    if (batch != lastBatch || position != lastPosition) {
      lastBatch = batch;
      lastPosition = position;
      lastEncoded = encodeAnew(batch.bytes(), position);
    }
    return lastEncoded;
  }

  private static ByteString encodeAnew(ByteString batch, long position) {
    byte[] head = new byte[1 + CodedOutputStream.computeUInt32SizeNoTag(batch.size())];
    byte[] tail =
        new byte
            [CodedOutputStream.computeFixed64Size(
                SubscribeResponse.POSITION_FIELD_NUMBER, position)];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(head);
      out.writeUInt32NoTag(BATCH_TAG);
      out.writeUInt32NoTag(batch.size());
      out.checkNoSpaceLeft();
      out = CodedOutputStream.newInstance(tail);
      out.writeFixed64(SubscribeResponse.POSITION_FIELD_NUMBER, position);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return UnsafeByteOperations.unsafeWrap(head)
        .concat(batch)
        .concat(UnsafeByteOperations.unsafeWrap(tail));
  }

  boolean isReady() {
    return gate.isReady();
  }

  PeerId self() {
    return self;
  }

  /** Subscriptions refused since the start because their app had as many as it may. */
  public long refused() {
    return refused;
  }

  /** Refuses new subscriptions from now on. */
  public void drain() {
    draining = true;
  }
}
