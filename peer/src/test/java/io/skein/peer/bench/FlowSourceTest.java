package io.skein.peer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.client.MeasuredRequests;
import io.skein.peer.bench.client.PublishCall;
import io.skein.peer.bench.client.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FlowSourceTest {
  private static final long WIDE = 1 << 20;
  private static final long MESSAGE_BYTES = 134;

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AppLoop loop = new AppLoop();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void everythingPublishedIsReceivedOnceAndInOrder() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      SubscriberGroup readers = subscribe(network, 3);
      run(publisherFor(network, readers), FlowRun.ofMessages(20_000, 0));

      SubscriberReport report = await(readers, 20_000, seen -> seen.received() == 60_000);
      assertThat(report.distinct()).isEqualTo(60_000);
      assertThat(report.lost() + report.duplicated() + report.outOfOrder()).isZero();
      assertThat(report.p50()).isPositive();
    }
  }

  @Test
  void pacedRunTakesItsTime() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      SubscriberGroup readers = subscribe(network, 1);
      long start = System.nanoTime();
      run(publisherFor(network, readers), FlowRun.ofMessages(101, 500));

      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(199));
      assertThat(await(readers, 101, seen -> seen.received() == 101).lost()).isZero();
    }
  }

  @Test
  void publisherStopsAtTheWindow() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      SubscriberGroup readers = subscribe(network, 1);
      FlowSource source = publisher(network, 100 * MESSAGE_BYTES);
      loop.execute(() -> source.begin(FlowRun.ofMessages(1_000, 0)));

      SubscriberReport report = await(readers, 1, seen -> seen.received() > 0);
      assertThat(report.received()).isBetween(100L, 250L);
      assertThat(answers).isEmpty();
    }
  }

  @Test
  void runOfTimeEndsByItself() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      FlowSource source = publisher(network, MESSAGE_BYTES);
      FlowRun run = FlowRun.ofTime(Duration.ofMillis(200));
      loop.execute(() -> source.begin(run));

      assertThat(answers.poll(30, TimeUnit.SECONDS)).startsWith("ran 1 ");
    }
  }

  @Test
  void whatANetworkLosesAndReportsIsCounted() throws Exception {
    try (FakeNetwork network = new FakeNetwork(messages -> messages.subList(1, messages.size()))) {
      SubscriberGroup readers = subscribe(network, 1);
      run(publisherFor(network, readers), FlowRun.ofMessages(1_000, 0));
      network.reportLost(9);

      SubscriberReport report = await(readers, 1_000, seen -> seen.gapExact() > 0);
      assertThat(report.lost()).isEqualTo(1_000 - report.distinct()).isPositive();
      assertThat(report.gapExact()).isEqualTo(9);
    }
  }

  private SubscriberGroup subscribe(FakeNetwork network, int count) throws InterruptedException {
    SubscriberGroup group = new SubscriberGroup(loop);
    loop.execute(
        () -> {
          group.open(count, List.of(loop.connect(network.app())), "t", 1, answers::add);
          group.read();
        });
    assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo("subscribed");
    return group;
  }

  private FlowSource publisherFor(FakeNetwork network, SubscriberGroup readers) {
    FlowSource source = publisher(network, WIDE);
    loop.every(1, () -> source.progress(readers.slowest()));
    return source;
  }

  private FlowSource publisher(FakeNetwork network, long window) {
    MeasuredRequests requests = new MeasuredRequests("t", 128, 16 << 10);
    FlowSource source = new FlowSource(loop, requests, new Window(window, 1), answers::add);
    PublishCall call = new PublishCall(loop, loop.connect(network.app()), source);
    source.onMore(call::pull);
    loop.execute(call::start);
    return source;
  }

  private void run(FlowSource source, FlowRun run) throws InterruptedException {
    loop.execute(() -> source.begin(run));
    assertThat(answers.poll(30, TimeUnit.SECONDS)).startsWith("ran 1 " + run.messages() + " ");
  }

  private SubscriberReport await(
      SubscriberGroup group, long last, Predicate<SubscriberReport> condition) {
    while (true) {
      CompletableFuture<SubscriberReport> report = new CompletableFuture<>();
      loop.execute(() -> report.complete(group.report(last)));
      if (condition.test(report.join())) {
        return report.join();
      }
    }
  }
}
