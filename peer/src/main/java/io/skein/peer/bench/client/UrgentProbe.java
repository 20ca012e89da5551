package io.skein.peer.bench.client;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.skein.peer.bench.Latencies;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes urgent messages with the time in them at one peer, reads them at another, and publishes
 * large ones beside them; thread-safe.
 */
public final class UrgentProbe implements AutoCloseable {
  private static final String URGENT = "bench.urgent";
  private static final String LARGE = "bench.large";
  private static final long PATIENCE_SECONDS = 30;

  private final ManagedChannel urgentOut;
  private final ManagedChannel largeOut;
  private final ManagedChannel urgentIn;
  private final StreamObserver<PublishStreamRequest> stream;
  private final Latencies latencies = new Latencies();
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private final AtomicReference<Status> failure = new AtomicReference<>(Status.OK);
  private long received;
  private long lost;

  /**
   * Connects to two peers, {@code HOST:PORT} each.
   *
   * @throws IOException if they do not answer
   */
  public UrgentProbe(String publisher, String subscriber) throws IOException, InterruptedException {
    urgentOut = connect(publisher);
    largeOut = connect(publisher);
    urgentIn = connect(subscriber);
    MessagingServiceGrpc.newStub(urgentIn)
        .subscribe(SubscribeRequest.newBuilder().addPatterns(URGENT).build(), new Arrivals());
    stream = MessagingServiceGrpc.newStub(urgentOut).publishStream(new Receipts());
    if (!subscribed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(subscriber + " does not answer: " + failure.get());
    }
  }

  private static ManagedChannel connect(String peer) {
    return NettyChannelBuilder.forTarget(HostPort.parse(peer).target()).usePlaintext().build();
  }

  /** Publishes an urgent message now. */
  public void sendUrgent() {
    ByteBuffer now = ByteBuffer.allocate(Long.BYTES).putLong(0, System.nanoTime());
    stream.onNext(
        PublishStreamRequest.newBuilder()
            .setType(URGENT)
            .setLane(Lane.LANE_URGENT)
            .addMessages(message(ByteString.copyFrom(now)))
            .build());
  }

  /** Publishes a large message, and waits until the peer has taken it. */
  public void sendLarge(ByteString payload) {
    MessagingServiceGrpc.newBlockingStub(largeOut)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .publish(PublishRequest.newBuilder().setType(LARGE).setMessage(message(payload)).build());
  }

  private static Message message(ByteString payload) {
    return Message.newBuilder().setPayload(payload).build();
  }

  /** Begins to measure anew. */
  public synchronized void reset() {
    latencies.reset();
    received = 0;
    lost = 0;
  }

  /** Microseconds that {@code percent} of the urgent messages did not exceed. */
  public synchronized double micros(double percent) {
    return latencies.micros(percent);
  }

  /**
   * Waits until so many urgent messages came since the last reset, or were told lost.
   *
   * @throws IOException if they do not within 30 s
   */
  public synchronized void awaitReceived(long count) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (received + lost < count) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        throw new IOException(
            "%d of %d urgent messages came; last failure: %s"
                .formatted(received, count, failure.get()));
      }
      wait(millis);
    }
  }

  /** How many urgent messages the subscriber was told that it does not get, since the reset. */
  public synchronized long lost() {
    return lost;
  }

  private synchronized void lost(long count) {
    lost += count;
    notifyAll();
  }

  private synchronized void arrived(long sentNanos) {
    latencies.record(System.nanoTime() - sentNanos);
    received++;
    notifyAll();
  }

  private final class Arrivals implements StreamObserver<SubscribeResponse> {
    @Override
    public void onNext(SubscribeResponse response) {
      if (response.hasSubscribed()) {
        subscribed.countDown();
      }
      if (response.hasGap()) {
        lost(
            response.getGap().getRangesList().stream()
                .filter(range -> range.getFirst().getLane() == Lane.LANE_URGENT)
                .mapToLong(range -> range.getLastSequence() - range.getFirst().getSequence() + 1)
                .sum());
      }
      for (Message message : response.getBatch().getMessagesList()) {
        arrived(message.getPayload().asReadOnlyByteBuffer().getLong());
      }
    }

    @Override
    public void onError(Throwable why) {
      failure.set(Status.fromThrowable(why));
    }

    @Override
    public void onCompleted() {
      failure.set(Status.UNAVAILABLE.withDescription("the subscription ended"));
    }
  }

  /** Reads receipts away. */
  private final class Receipts implements StreamObserver<PublishStreamResponse> {
    @Override
    public void onNext(PublishStreamResponse response) {}

    @Override
    public void onError(Throwable why) {
      failure.set(Status.fromThrowable(why));
    }

    @Override
    public void onCompleted() {}
  }

  @Override
  public void close() {
    urgentOut.shutdownNow();
    largeOut.shutdownNow();
    urgentIn.shutdownNow();
  }
}
