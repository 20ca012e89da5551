package io.skein.peer.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Thread-safe. An app that publishes one type over many calls as fast as its peer takes it. */
final class FloodingApp implements AutoCloseable {
  private static final int MESSAGE_BYTES = 1 << 10;

  private final ManagedChannel channel;
  private final PublishStreamRequest request;
  private final AtomicLong accepted = new AtomicLong();

  /**
   * An app that floods until it is closed.
   *
   * @param requestBytes payload of each request, in messages of 1 KiB
   */
  FloodingApp(ManagedChannel channel, int calls, int requestBytes) {
    this.channel = channel;
    ByteString payload = ByteString.copyFrom(new byte[MESSAGE_BYTES]);
    PublishStreamRequest.Builder made = PublishStreamRequest.newBuilder().setType("bench.flood");
    for (int i = 0; i < Math.max(1, requestBytes / MESSAGE_BYTES); i++) {
      made.addMessages(Message.newBuilder().setPayload(payload));
    }
    this.request = made.build();
    for (int i = 0; i < calls; i++) {
      MessagingServiceGrpc.newStub(channel).publishStream(new Call());
    }
  }

  /** Payload that the peer accepted so far, in bytes. */
  long acceptedBytes() {
    return accepted.get() * MESSAGE_BYTES;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** One call: writes while gRPC has room. */
  private final class Call
      implements ClientResponseObserver<PublishStreamRequest, PublishStreamResponse> {
    private long counted;

    @Override
    public void beforeStart(ClientCallStreamObserver<PublishStreamRequest> requests) {
      requests.setOnReadyHandler(
          () -> {
            while (requests.isReady()) {
              requests.onNext(request);
            }
          });
    }

    @Override
    public void onNext(PublishStreamResponse counts) {
      accepted.addAndGet(counts.getAccepted() - counted);
      counted = counts.getAccepted();
    }

    @Override
    public void onError(@Nullable Throwable ended) {}

    @Override
    public void onCompleted() {}
  }
}
