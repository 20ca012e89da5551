package io.skein.compare.thin;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import java.io.InputStream;

/** The stream to the next node; confined to the event loop. */
final class NextNode implements Outgoing.Sink {
  private final ClientCall<InputStream, InputStream> call;

  private NextNode(ClientCall<InputStream, InputStream> call) {
    this.call = call;
  }

  /** Opens it; {@code onReady} is called when it takes more. */
  static Outgoing open(Channel channel, int frameBytes, Runnable onReady) {
    ClientCall<InputStream, InputStream> call =
        channel.newCall(
            ThinCalls.SEND,
            CallOptions.DEFAULT
                .withOnReadyThreshold(ThinCalls.READY_BELOW_BYTES)
                .withWaitForReady());
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onReady() {
            onReady.run();
          }
        },
        new Metadata());
    return new Outgoing(new NextNode(call), frameBytes);
  }

  @Override
  public boolean isReady() {
    return call.isReady();
  }

  @Override
  public void send(JoinedBytes frame) {
    call.sendMessage(frame);
  }
}
