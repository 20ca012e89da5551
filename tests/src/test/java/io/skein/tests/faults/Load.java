package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceStub;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.tests.process.Await;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes numbered messages by one PublishStream call, at a steady pace; thread-safe. The first
 * load of a peer has the same numbers as its sequences.
 */
final class Load implements ClientResponseObserver<PublishStreamRequest, PublishStreamResponse> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PACE_NANOS = Duration.ofMillis(5).toNanos();

  private final LoadPlan plan;
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private volatile PublishStreamResponse counts = PublishStreamResponse.getDefaultInstance();
  private @Nullable ClientCallStreamObserver<PublishStreamRequest> call;
  private long sent;
  private boolean halfClosed;

  private Load(LoadPlan plan) {
    this.plan = plan;
  }

  static Load start(MessagingServiceStub stub, LoadPlan plan) {
    Load load = new Load(plan);
    stub.publishStream(load);
    Thread.ofVirtual().start(load::run);
    return load;
  }

  /** The number that a message carries. */
  static long numberOf(Message message) {
    return message.getPayload().asReadOnlyByteBuffer().getLong();
  }

  /** Messages that the peer accepted. */
  long accepted() {
    return counts.getAccepted();
  }

  /** Messages that a neighbour of the peer has. */
  long relayed() {
    return counts.getRelayed();
  }

  /** Publishes no more, waits for all receipts, and tells how many messages there were. */
  long finish() throws Exception {
    halfClose();
    assertThat(awaitEnd().getCode()).isEqualTo(Status.Code.OK);
    assertThat(accepted()).isEqualTo(sent());
    return sent();
  }

  /** Publishes the whole plan, then as {@link #finish()}. */
  long complete() throws Exception {
    Await.until("whole load", PATIENCE, this::toString, () -> sent() == plan.messages());
    return finish();
  }

  /** Waits for the end of the call, whoever ends it. */
  Status awaitEnd() throws Exception {
    Await.until("end of publishing", PATIENCE, this::toString, end::isDone);
    return end.get();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<PublishStreamRequest> started) {
    call = started;
  }

  @Override
  public void onNext(PublishStreamResponse next) {
    counts = next;
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }

  private void run() {
    try {
      while (!end.isDone()) {
        tick();
        LockSupport.parkNanos(PACE_NANOS);
      }
    } catch (RuntimeException e) {
      onError(e);
    }
  }

  private synchronized long sent() {
    return sent;
  }

  private synchronized void halfClose() {
    if (!halfClosed) {
      halfClosed = true;
      call().onCompleted();
    }
  }

  private synchronized void tick() {
    int count = plan.budget(sent);
    if (halfClosed || end.isDone() || count <= 0 || !call().isReady()) {
      return;
    }
    PublishStreamRequest.Builder request =
        PublishStreamRequest.newBuilder().setType(App.TYPE).setReceipt(plan.receipt());
    for (int i = 0; i < count; i++) {
      request.addMessages(Message.newBuilder().setPayload(payload(++sent)));
    }
    call().onNext(request.build());
  }

  private ByteString payload(long number) {
    ByteBuffer payload = ByteBuffer.allocate(plan.payloadBytes()).putLong(0, number);
    return ByteString.copyFrom(payload);
  }

  private ClientCallStreamObserver<PublishStreamRequest> call() {
    return Objects.requireNonNull(call, "call is not started");
  }

  @Override
  public String toString() {
    return "sent %d, accepted %d, relayed %d, end %s"
        .formatted(sent(), accepted(), relayed(), end.getNow(null));
  }
}
