package io.skein.peer.bench;

import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.client.LineRequest;
import io.skein.peer.bench.client.PublishBytes;
import io.skein.peer.bench.client.PublishCall;
import io.skein.peer.bench.client.PublishSource;
import io.skein.peer.bench.client.SubscribeCall;
import io.skein.peer.bench.client.Window;
import io.skein.proto.app.v1.SubscribeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a text at the first of some peers and receives it at all of them. Its callbacks are
 * confined to the app loop; the rest to the thread that runs it.
 */
final class DemoFlow implements PublishSource {
  /** Type of all messages. */
  static final String TYPE = "demo.text";

  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STANDSTILL = Duration.ofSeconds(15);

  private final AppLoop loop;
  private final List<String> apps;
  private final LineFeed feed;
  private final Window window;
  private final PublishCall publisher;
  private final List<DemoSubscription> subscriptions = new ArrayList<>();
  private final CountDownLatch unconfirmed;
  private final Progress progress = new Progress();

  /** Completed with why the demo failed, or with nothing. */
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private volatile long startNanos;
  private boolean complete;

  /**
   * @param apps addresses of the peers' app APIs, at least one
   * @param windowBytes how far the publisher runs ahead of the slowest receiver
   */
  DemoFlow(AppLoop loop, List<String> apps, LineFeed feed, long windowBytes) {
    this.loop = loop;
    this.apps = List.copyOf(apps);
    this.feed = feed;
    window = new Window(windowBytes, apps.size());
    publisher = new PublishCall(loop, loop.connect(apps.get(0)), this);
    unconfirmed = new CountDownLatch(apps.size());
  }

  /** How far the slowest receiver has come; thread-safe. */
  Progress progress() {
    return progress;
  }

  /** Subscribes everywhere and waits until all subscriptions stand. */
  void subscribe() throws IOException, InterruptedException {
    loop.execute(() -> IntStream.range(0, apps.size()).forEach(this::subscribe));
    loop.every(5, this::takeProgress);
    if (!unconfirmed.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (ended.isDone()) {
        awaitEnd();
      }
      throw new IOException(unconfirmed.getCount() + " peers did not confirm the subscription");
    }
  }

  /** Publishes everything, waits until it has arrived or nothing moves, and tells what came. */
  DemoResult publish(double readySeconds) throws IOException, InterruptedException {
    loop.execute(publisher::start);
    feed.run(() -> loop.execute(publisher::pull), () -> !ended.isDone());
    loop.execute(this::complete);
    progress.await(feed.messages(), STANDSTILL);
    awaitEnd();
    long hash = feed.hash().value();
    CompletableFuture<List<DemoPeerResult>> results = new CompletableFuture<>();
    loop.execute(() -> results.complete(results(feed.messages(), hash)));
    return new DemoResult(feed.messages(), feed.hash().bytes(), readySeconds, results.join());
  }

  @Override
  public @Nullable PublishBytes next() {
    LineRequest request = window.hasRoom() ? feed.poll() : null;
    if (request == null) {
      finishIfDrained();
      return null;
    }
    long now = System.nanoTime();
    if (startNanos == 0) {
      startNanos = now;
    }
    PublishBytes bytes = request.sentAt(now);
    window.sent(request.lastSequence(), bytes.length());
    return bytes;
  }

  @Override
  public void receipts(long accepted, long relayed) {}

  @Override
  public void closed(@Nullable String failure) {
    ended.complete(failure == null ? "" : failure);
  }

  private void subscribe(int index) {
    DemoSubscription subscription =
        new DemoSubscription(
            unconfirmed::countDown, sequence -> window.received(index, sequence), this::fail);
    subscriptions.add(subscription);
    SubscribeCall call = new SubscribeCall(loop, loop.connect(apps.get(index)), subscription);
    call.start(SubscribeRequest.newBuilder().addPatterns(TYPE).build());
    call.read();
  }

  private void takeProgress() {
    for (int i = 0; i < subscriptions.size(); i++) {
      progress.reached(window.received(i, subscriptions.get(i).highest()));
    }
    publisher.pull();
  }

  private void complete() {
    complete = true;
    publisher.pull();
    finishIfDrained();
  }

  private void finishIfDrained() {
    if (complete && feed.isDrained()) {
      publisher.finish();
    }
  }

  private void fail(String failure) {
    ended.complete(failure);
  }

  private List<DemoPeerResult> results(long published, long hash) {
    return IntStream.range(0, apps.size())
        .mapToObj(i -> subscriptions.get(i).result(apps.get(i), published, hash, startNanos))
        .toList();
  }

  /** What was accepted is acknowledged, or it is known why not. */
  private void awaitEnd() throws IOException, InterruptedException {
    try {
      String failure = ended.get(STANDSTILL.toMillis(), TimeUnit.MILLISECONDS);
      if (!failure.isEmpty()) {
        throw new IOException("the demo stopped: " + failure);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new IOException("the publisher's peer acknowledges nothing any more", e);
    }
  }
}
