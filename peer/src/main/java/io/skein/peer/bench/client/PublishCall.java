package io.skein.peer.bench.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.skein.proto.app.v1.PublishStreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A PublishStream call that asks its source for requests while gRPC is ready for them, so that at
 * most about 64 KiB wait in this process; confined to the app loop.
 */
public final class PublishCall {
  private static final int READY_BELOW_BYTES = 64 << 10;
  private static final int RESPONSES_AHEAD = 16;

  private final AppLoop loop;
  private final PublishSource source;
  private final ClientCall<InputStream, InputStream> call;
  private boolean open;
  private boolean pulling;

  public PublishCall(AppLoop loop, Channel channel, PublishSource source) {
    this.loop = loop;
    this.source = source;
    call =
        channel.newCall(
            RawCalls.PUBLISH_STREAM,
            CallOptions.DEFAULT.withOnReadyThreshold(READY_BELOW_BYTES).withWaitForReady());
  }

  /** Starts the call; once, on the loop. */
  public void start() {
    checkLoop();
    open = true;
    call.start(new Receipts(), new Metadata());
    call.request(RESPONSES_AHEAD);
  }

  /** Sends what the source has while gRPC is ready; on the loop, at any time. */
  public void pull() {
    checkLoop();
    if (pulling) {
      return;
    }
    pulling = true;
    while (open && call.isReady()) {
      PublishBytes next = source.next();
      if (next == null) {
        break;
      }
      call.sendMessage(new ByteSlice(next.array(), next.length()));
    }
    pulling = false;
  }

  /** Says that nothing more comes; the source hears when everything is acknowledged. */
  public void finish() {
    checkLoop();
    if (open) {
      open = false;
      call.halfClose();
    }
  }

  private void checkLoop() {
    if (!loop.isCurrent()) {
      throw new IllegalStateException("not on the app loop");
    }
  }

  private final class Receipts extends ClientCall.Listener<InputStream> {
    @Override
    public void onReady() {
      pull();
    }

    @Override
    public void onMessage(InputStream message) {
      try {
        PublishStreamResponse receipts = PublishStreamResponse.parseFrom(message);
        source.receipts(receipts.getAccepted(), receipts.getRelayed());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      open = false;
      source.closed(describe(status));
    }

    private static @Nullable String describe(Status status) {
      return status.isOk() ? null : "PublishStream ended with " + status;
    }
  }
}
