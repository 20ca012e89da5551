package io.skein.peer.bench.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.skein.proto.app.v1.SubscribeRequest;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A Subscribe call that reads by demand, so that one which stops reading really stops the peer;
 * confined to the app loop.
 */
public final class SubscribeCall {
  private static final int RESPONSES_AHEAD = 32;
  private static final int FIRST_BUFFER_BYTES = 64 << 10;

  private final AppLoop loop;
  private final Deliveries target;
  private final ResponseWalker walker;
  private final ClientCall<InputStream, InputStream> call;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private boolean reading;
  private boolean cancelled;
  private int unread = 1;
  private @Nullable String failure;

  public SubscribeCall(AppLoop loop, Channel channel, Deliveries target) {
    this.loop = loop;
    this.target = target;
    walker = new ResponseWalker(target);
    call = channel.newCall(RawCalls.SUBSCRIBE, CallOptions.DEFAULT.withWaitForReady());
  }

  /**
   * Starts the call and reads its first answer, not more; once, on the loop.
   *
   * @see #read()
   */
  public void start(SubscribeRequest request) {
    checkLoop();
    call.start(new Responses(), new Metadata());
    call.request(1);
    byte[] bytes = request.toByteArray();
    call.sendMessage(new ByteSlice(bytes, bytes.length));
    call.halfClose();
  }

  /** Reads from now on whatever comes; on the loop. */
  public void read() {
    checkLoop();
    reading = true;
    replenish();
  }

  /** Ends the call; on the loop. */
  public void cancel() {
    checkLoop();
    cancelled = true;
    call.cancel("no longer wanted", null);
  }

  /** Asks in halves of what may be ahead: asking costs as much as ten messages. */
  private void replenish() {
    if (reading && unread <= RESPONSES_AHEAD / 2) {
      int more = RESPONSES_AHEAD - unread;
      unread = RESPONSES_AHEAD;
      call.request(more);
    }
  }

  private void checkLoop() {
    if (!loop.isCurrent()) {
      throw new IllegalStateException("not on the app loop");
    }
  }

  private final class Responses extends ClientCall.Listener<InputStream> {
    @Override
    public void onMessage(InputStream message) {
      target.arrived(System.nanoTime());
      int length = RawCalls.length(message);
      buffer = RawCalls.read(message, length, buffer);
      try {
        walker.walk(buffer, length);
      } catch (IllegalArgumentException e) {
        failure = e.getMessage();
        call.cancel(failure, e);
        return;
      }
      unread--;
      replenish();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      String ended = failure == null ? "Subscribe ended with " + status : failure;
      target.closed(cancelled ? null : ended);
    }
  }
}
