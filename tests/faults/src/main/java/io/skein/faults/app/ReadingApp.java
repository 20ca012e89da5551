package io.skein.faults.app;

import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.skein.faults.history.Content;
import io.skein.faults.history.Event;
import io.skein.faults.history.History;
import io.skein.faults.history.Lost;
import io.skein.faults.history.Source;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessageId;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.Closeable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One Subscribe call; notes what comes. Thread-safe. */
public final class ReadingApp
    implements ClientResponseObserver<SubscribeRequest, SubscribeResponse>, Closeable {
  /** Everything that apps publish. */
  private static final String EVERYTHING = ">";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final History history;
  private final Latencies latencies = new Latencies();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private @Nullable ManagedChannel own;
  private @Nullable ClientCallStreamObserver<SubscribeRequest> call;
  private boolean owedFromStart;
  private volatile boolean stalled;

  private ReadingApp(String name, History history) {
    this.name = name;
    this.history = history;
  }

  /** Subscribes to everything at this peer, over a connection of its own, and waits. */
  public static ReadingApp start(String name, Peer peer, History history) throws Exception {
    ManagedChannel channel = Inspector.connect(peer);
    ReadingApp app = start(name, channel, everything(), history);
    app.own = channel;
    return app;
  }

  /** A request for everything from now on. */
  private static SubscribeRequest everything() {
    return SubscribeRequest.newBuilder().addPatterns(EVERYTHING).build();
  }

  /** Subscribes over this connection, and waits until the subscription stands. */
  private static ReadingApp start(
      String name, ManagedChannel channel, SubscribeRequest request, History history)
      throws Exception {
    ReadingApp app = new ReadingApp(name, history);
    app.subscribe(channel, request);
    Waiting.until("subscription " + name, PATIENCE, app::isAnswered);
    return app;
  }

  /**
   * Subscribes to everything over this connection, without waiting; from the moment on at which the
   * subscription stands it is owed all that is published.
   */
  public static ReadingApp open(String name, ManagedChannel channel, History history) {
    ReadingApp app = new ReadingApp(name, history);
    app.owedFromStart = true;
    app.subscribe(channel, everything());
    return app;
  }

  private void subscribe(ManagedChannel channel, SubscribeRequest request) {
    history.add(new Event.Subscribed(name, request.getPatterns(0).equals(EVERYTHING)));
    MessagingServiceGrpc.newStub(channel).withWaitForReady().subscribe(request, this);
  }

  /** From now on it is owed all that is published. */
  public void owe() {
    history.add(new Event.Owed(name));
  }

  /** Messages that came. */
  public long delivered() {
    return delivered.get();
  }

  /** Messages that were reported lost. */
  public long lost() {
    return lost.get();
  }

  /** How long messages were on their way. */
  public Latencies latencies() {
    return latencies;
  }

  /** Reads no more until {@link #wake()}. */
  public void stall() {
    stalled = true;
  }

  /** Reads on. */
  public void wake() {
    stalled = false;
    call().request(1);
  }

  /** Whether it is known if the subscription stands. */
  public boolean isAnswered() {
    return subscribed.isDone() || end.isDone();
  }

  /** Whether the subscription stood, and ended only if this app wanted. */
  public boolean isServed() {
    Status status = end.getNow(Status.CANCELLED);
    return subscribed.isDone() && status.getCode() == Status.Code.CANCELLED;
  }

  /** Ends the call, as an app that ends does; does not wait. */
  public void cancel() {
    call().cancel("the app ends", null);
  }

  /** Waits for the end of the call, whoever ends it. */
  public void awaitEnd() throws Exception {
    Waiting.until("end of " + name, PATIENCE, end::isDone);
  }

  /** Waits until so many more messages came. */
  public void awaitMore(long messages) throws Exception {
    long goal = delivered() + messages;
    Waiting.until(goal + " messages at " + name, PATIENCE, () -> delivered() >= goal);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
    call = started;
    started.disableAutoRequestWithInitial(1);
  }

  @Override
  public void onNext(SubscribeResponse response) {
    switch (response.getEventCase()) {
      case SUBSCRIBED -> stands();
      case BATCH -> batch(response.getBatch(), response.getPosition());
      case GAP -> gap(response.getGap());
      case CHECKPOINT, CAUGHT_UP, EVENT_NOT_SET -> {}
    }
    if (!stalled) {
      call().request(1);
    }
  }

  private void stands() {
    if (owedFromStart) {
      owe();
    }
    subscribed.complete(true);
  }

  private void batch(MessageBatch batch, long position) {
    BatchHeader header = batch.getHeader();
    Source source = source(header.getOrigin(), header.getEpoch(), header.getLane());
    for (int i = 0; i < batch.getMessagesCount(); i++) {
      ByteString payload = batch.getMessages(i).getPayload();
      Content content = Payload.read(payload, header.getType(), header.getLane());
      long sequence = header.getFirstSequence() + i;
      history.add(new Event.Delivered(name, position, source, sequence, content));
    }
    delivered.addAndGet(batch.getMessagesCount());
    latencies.add(header);
  }

  private void gap(Gap gap) {
    history.add(
        new Event.Gap(
            name,
            gap.getCount(),
            gap.getCountIsExact(),
            gap.getRangesList().stream()
                .map(range -> lost(range.getFirst(), range.getLastSequence()))
                .toList()));
    lost.addAndGet(gap.getCount());
  }

  private static Lost lost(MessageId first, long last) {
    Source source = source(first.getOrigin(), first.getEpoch(), first.getLane());
    return new Lost(source, first.getSequence(), last);
  }

  private static Source source(ByteString origin, long epoch, Lane lane) {
    return new Source(
        BaseEncoding.base16().lowerCase().encode(origin.toByteArray()), epoch, lane.name());
  }

  @Override
  public void onError(Throwable failure) {
    history.add(new Event.Ended(name));
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    history.add(new Event.Ended(name));
    end.complete(Status.OK);
  }

  private ClientCallStreamObserver<SubscribeRequest> call() {
    return Objects.requireNonNull(call, "call is not started");
  }

  @Override
  public void close() {
    if (own != null) {
      own.shutdownNow();
    }
  }
}
