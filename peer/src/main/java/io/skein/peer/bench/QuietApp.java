package io.skein.peer.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. An app that publishes a message now and then, and waits until each is at
 * the other peer before it publishes the next one.
 */
final class QuietApp {
  private static final String TYPE = "bench.quiet";
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final StreamObserver<PublishStreamRequest> requests;
  private final Iterator<SubscribeResponse> events;

  /**
   * An app that is subscribed already.
   *
   * @param here where it publishes
   * @param there where it subscribes
   */
  QuietApp(ManagedChannel here, ManagedChannel there) {
    events =
        MessagingServiceGrpc.newBlockingStub(there)
            .subscribe(SubscribeRequest.newBuilder().addPatterns(TYPE).build());
    events.next();
    requests = MessagingServiceGrpc.newStub(here).publishStream(new Answers());
  }

  /**
   * Publishes for some time.
   *
   * @return how long each message took to the subscriber
   * @throws IOException if the peer ends the call
   */
  Latencies run(Duration duration) throws IOException {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() - end < 0) {
      long sent = System.nanoTime();
      publish(sent);
      while (!next().equals(stamp(sent))) {
        // An older message of this app.
      }
      latencies.record(System.nanoTime() - sent);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return latencies;
  }

  private void publish(long stamp) throws IOException {
    Throwable ended = failure.get();
    if (ended != null) {
      throw new IOException("the peer ended the quiet app's call: " + ended.getMessage(), ended);
    }
    requests.onNext(
        PublishStreamRequest.newBuilder()
            .setType(TYPE)
            .addMessages(Message.newBuilder().setPayload(stamp(stamp)))
            .build());
  }

  private ByteString next() {
    SubscribeResponse event = events.next();
    while (!event.hasBatch()) {
      event = events.next();
    }
    return event.getBatch().getMessages(0).getPayload();
  }

  private static ByteString stamp(long nanos) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(nanos).flip());
  }

  /** What the peer answers; only an end counts. */
  private final class Answers implements StreamObserver<PublishStreamResponse> {
    @Override
    public void onNext(PublishStreamResponse counts) {}

    @Override
    public void onError(Throwable ended) {
      failure.set(ended);
    }

    @Override
    public void onCompleted() {}
  }
}
