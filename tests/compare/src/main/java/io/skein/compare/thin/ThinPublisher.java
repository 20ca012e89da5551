package io.skein.compare.thin;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.skein.compare.app.Flow;
import io.skein.compare.app.Stamp;
import java.io.InputStream;
import java.util.function.Consumer;

/** One publishing connection; confined to the app loop. */
final class ThinPublisher {
  private final ClientCall<InputStream, InputStream> call;
  private final Flow flow;
  private final int stream;
  private final byte[] frame;
  private final int headBytes;
  private final int itemBytes;
  private final Consumer<String> failed;

  /**
   * A publisher.
   *
   * @param frame of as many items as go at once; gRPC copies it, so it is used again
   */
  ThinPublisher(
      Channel channel,
      Flow flow,
      int stream,
      byte[] frame,
      int payloadBytes,
      Consumer<String> failed) {
    call =
        channel.newCall(
            ThinCalls.SEND,
            CallOptions.DEFAULT
                .withOnReadyThreshold(ThinCalls.READY_BELOW_BYTES)
                .withWaitForReady());
    this.flow = flow;
    this.stream = stream;
    this.frame = frame;
    headBytes = Frames.headBytes(payloadBytes);
    itemBytes = headBytes + payloadBytes;
    this.failed = failed;
  }

  void start() {
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onReady() {
            pull();
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            failed.accept("publishing ended with " + status);
          }
        },
        new Metadata());
  }

  /** Sends what is due while gRPC is ready. */
  void pull() {
    while (call.isReady()) {
      long now = System.nanoTime();
      int count = Math.min(flow.due(now), frame.length / itemBytes);
      if (count == 0) {
        return;
      }
      for (int i = 0; i < count; i++) {
        long stamp = flow.stamp(now);
        Stamp.write(frame, i * itemBytes + headBytes, flow.take(stream), stamp);
      }
      call.sendMessage(JoinedBytes.of(frame, count * itemBytes));
    }
  }
}
