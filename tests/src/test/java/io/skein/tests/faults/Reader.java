package io.skein.tests.faults;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.tests.process.Await;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One Subscribe call; books what comes. Thread-safe. */
final class Reader implements ClientResponseObserver<SubscribeRequest, SubscribeResponse> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ledger ledger;
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private @Nullable ClientCallStreamObserver<SubscribeRequest> call;
  private volatile ByteString token = ByteString.EMPTY;
  private volatile boolean stalled;
  private volatile long bookedAtToken;
  private final AtomicInteger checkpoints = new AtomicInteger();

  Reader(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What came so far. */
  Ledger ledger() {
    return ledger;
  }

  /** The latest resume token. */
  ByteString token() {
    return token;
  }

  /** How many different messages the ledger had when the latest token came. */
  long bookedAtToken() {
    return bookedAtToken;
  }

  /** Reads no more until {@link #wake()}. */
  void stall() {
    stalled = true;
  }

  /** Reads on. */
  void wake() {
    stalled = false;
    call().request(1);
  }

  /** Ends the call, as an app that ends does. */
  void cancel() throws Exception {
    call().cancel("the app ends", null);
    awaitEnd();
  }

  /** Waits until so many different messages came. */
  void await(long messages) throws Exception {
    Await.until(
        messages + " messages", PATIENCE, this::toString, () -> ledger.distinct() >= messages);
  }

  /** Waits until so many different messages of an origin came. */
  void awaitAll(ByteString origin, long messages) throws Exception {
    Await.until(
        messages + " messages of " + origin,
        PATIENCE,
        this::toString,
        () -> ledger.distinctOf(origin) >= messages);
  }

  /** Waits until so many messages came or were reported as lost. */
  void awaitAccounted(long messages) throws Exception {
    Await.until(
        messages + " messages and losses",
        PATIENCE,
        this::toString,
        () -> ledger.distinct() + ledger.reportedLost() >= messages);
  }

  /** Waits for a checkpoint that is yet to come. */
  void awaitCheckpoint() throws Exception {
    int before = checkpoints.get();
    Await.until("checkpoint", PATIENCE, this::toString, () -> checkpoints.get() > before);
  }

  /** Waits until the peer confirms the subscription, or refuses it. */
  void awaitSubscribed() throws Exception {
    Await.until("subscription", PATIENCE, this::toString, () -> !token.isEmpty() || end.isDone());
  }

  /** Waits for the end of the call. */
  Status awaitEnd() throws Exception {
    Await.until("end of the subscription", PATIENCE, this::toString, end::isDone);
    return end.get();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
    call = started;
    started.disableAutoRequestWithInitial(1);
  }

  @Override
  public void onNext(SubscribeResponse response) {
    switch (response.getEventCase()) {
      case SUBSCRIBED -> token = response.getSubscribed().getResumeToken();
      case BATCH -> ledger.book(response.getBatch());
      case GAP -> ledger.book(response.getGap());
      case CHECKPOINT -> {
        token = response.getCheckpoint().getResumeToken();
        bookedAtToken = ledger.distinct();
        checkpoints.incrementAndGet();
      }
      case CAUGHT_UP, EVENT_NOT_SET -> {}
    }
    if (!stalled) {
      call().request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }

  private ClientCallStreamObserver<SubscribeRequest> call() {
    return Objects.requireNonNull(call, "call is not started");
  }

  @Override
  public String toString() {
    return "%s, end %s".formatted(ledger, end.getNow(null));
  }
}
