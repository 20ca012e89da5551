package io.skein.faults.app;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.skein.faults.history.Content;
import io.skein.faults.history.Event;
import io.skein.faults.history.History;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.Receipt;
import java.io.Closeable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One PublishStream call at a steady pace; notes each message and receipt. Thread-safe. */
public final class PublishingApp
    implements ClientResponseObserver<PublishStreamRequest, PublishStreamResponse>, Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK_NANOS = Duration.ofMillis(5).toNanos();
  private static final int MOST_AT_ONCE = 500;

  private final String name;
  private final Plan plan;
  private final History history;
  private final ManagedChannel channel;
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private final long start = System.nanoTime();
  private volatile PublishStreamResponse counts = PublishStreamResponse.getDefaultInstance();
  private @Nullable ClientCallStreamObserver<PublishStreamRequest> call;
  private long sent;
  private long requests;
  private long skipped;
  private boolean halfClosed;

  private PublishingApp(String name, Plan plan, History history, ManagedChannel channel) {
    this.name = name;
    this.plan = plan;
    this.history = history;
    this.channel = channel;
  }

  /** Begins to publish at this peer. */
  public static PublishingApp start(String name, Peer peer, Plan plan, History history) {
    ManagedChannel channel = Inspector.connect(peer);
    PublishingApp app = new PublishingApp(name, plan, history, channel);
    MessagingServiceGrpc.newStub(channel).withWaitForReady().publishStream(app);
    Thread.ofVirtual().start(app::run);
    return app;
  }

  /** Messages that were handed to gRPC. */
  public synchronized long sent() {
    return sent;
  }

  /** Messages that the peer accepted. */
  public long accepted() {
    return counts.getAccepted();
  }

  /** Messages that a neighbour of the peer has. */
  public long relayed() {
    return counts.getRelayed();
  }

  /** Publishes no more, and waits for all receipts. */
  public void finish() throws Exception {
    halfClose();
    Status status = awaitEnd();
    if (!status.isOk()) {
      throw new IllegalStateException(name + " could not publish to its end: " + status);
    }
  }

  /** Waits until the whole plan is published, then as {@link #finish()}. */
  public void complete() throws Exception {
    Waiting.until("plan of " + name, PATIENCE, () -> end.isDone() || sent() >= plan.messages());
    finish();
  }

  /** Waits for the end of the call, whoever ends it. */
  public Status awaitEnd() throws Exception {
    Waiting.until("end of " + name + ": " + this, PATIENCE, end::isDone);
    return end.get();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<PublishStreamRequest> started) {
    call = started;
  }

  @Override
  public void onNext(PublishStreamResponse next) {
    counts = next;
    history.add(new Event.Receipt(name, next.getAccepted(), next.getRelayed()));
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    history.add(new Event.Finished(name));
    end.complete(Status.OK);
  }

  private void run() {
    try {
      while (!end.isDone()) {
        tick();
        LockSupport.parkNanos(TICK_NANOS);
      }
    } catch (RuntimeException e) {
      onError(e);
    }
  }

  private synchronized void halfClose() {
    if (!halfClosed) {
      halfClosed = true;
      call().onCompleted();
    }
  }

  /** What could not be sent in its time is not made up for. */
  private synchronized void tick() {
    long due = (System.nanoTime() - start) / 1_000 * plan.perSecond() / 1_000_000 - skipped;
    int count = (int) Math.min(Math.min(due, plan.messages()) - sent, MOST_AT_ONCE);
    if (halfClosed || end.isDone() || count <= 0) {
      return;
    }
    if (!call().isReady()) {
      skipped += count;
      return;
    }
    publish(count);
  }

  private void publish(int count) {
    int lanes = plan.lanes().size();
    Lane lane = plan.lanes().get((int) (requests % lanes));
    String type = requests++ / lanes % 2 == 0 ? "fault.a" : "fault.b";
    PublishStreamRequest.Builder request =
        PublishStreamRequest.newBuilder()
            .setType(type)
            .setLane(lane)
            .setReceipt(Receipt.RECEIPT_RELAYED);
    for (int i = 0; i < count; i++) {
      ByteString payload = Payload.of(name, ++sent, plan.bytes());
      request.addMessages(Message.newBuilder().setPayload(payload));
      Content content = new Content(name, sent, type, lane.name(), Payload.hash(payload));
      history.add(new Event.Published(content));
    }
    call().onNext(request.build());
  }

  private ClientCallStreamObserver<PublishStreamRequest> call() {
    return Objects.requireNonNull(call, "call is not started");
  }

  @Override
  public String toString() {
    return "sent %d, accepted %d, relayed %d, end %s"
        .formatted(sent(), accepted(), relayed(), end.getNow(null));
  }

  @Override
  public void close() {
    end.complete(Status.CANCELLED);
    channel.shutdownNow();
  }
}
