package io.skein.compare.thin;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.skein.compare.app.Receiver;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One subscription; confined to the app loop. */
final class ThinSubscriber {
  private final Receiver receiver;
  private final Runnable onSubscribed;
  private int unread = ThinCalls.FRAMES_AHEAD;
  private @Nullable ClientCall<InputStream, InputStream> call;

  ThinSubscriber(Receiver receiver, Runnable onSubscribed) {
    this.receiver = receiver;
    this.onSubscribed = onSubscribed;
  }

  void start(Channel channel) {
    ClientCall<InputStream, InputStream> started =
        channel.newCall(ThinCalls.SUBSCRIBE, CallOptions.DEFAULT.withWaitForReady());
    call = started;
    started.start(new Arriving(), new Metadata());
    started.request(unread);
    started.sendMessage(JoinedBytes.of(new byte[0], 0));
    started.halfClose();
  }

  /** Asks in halves of what may be ahead: asking costs as much as ten messages. */
  private void replenish() {
    unread--;
    if (call != null && unread <= ThinCalls.FRAMES_AHEAD / 2) {
      call.request(ThinCalls.FRAMES_AHEAD - unread);
      unread = ThinCalls.FRAMES_AHEAD;
    }
  }

  private final class Arriving extends ClientCall.Listener<InputStream> {
    @Override
    public void onMessage(InputStream message) {
      long now = System.nanoTime();
      byte[] frame = ThinCalls.read(message);
      if (frame.length == 0) {
        onSubscribed.run();
      } else {
        Frames.walk(frame, receiver, now);
      }
      replenish();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      receiver.failed("Subscribe ended with " + status);
    }
  }
}
