package io.skein.peer.bench;

import io.skein.peer.bench.network.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The publishing and the subscribing app of a benchmark; confined to the thread that runs it. */
final class Apps {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STANDSTILL = Duration.ofSeconds(15);

  private final AppProcess publisher;
  private final AppProcess subscriber;
  private final Progress progress;

  private Apps(AppProcess publisher, AppProcess subscriber, Progress progress) {
    this.publisher = publisher;
    this.subscriber = subscriber;
    this.progress = progress;
  }

  /** Starts both, each at its peer, and waits until the subscriptions stand. */
  static Apps start(BenchNetwork network, Load load) throws IOException, InterruptedException {
    String type = "bench." + UUID.randomUUID();
    Progress progress = new Progress();
    AppProcess publisher =
        AppProcess.listenTo(
            network.startApp("publisher", publisherArguments(network, load, type)), none -> {});
    AppProcess subscriber =
        AppProcess.listenTo(
            network.startApp("subscriber", subscriberArguments(network, load, type)),
            sequence -> pass(Long.parseLong(sequence), publisher, progress));
    publisher.await("ready", START_PATIENCE);
    subscriber.await("subscribed", START_PATIENCE);
    return new Apps(publisher, subscriber, progress);
  }

  /** Process of the publishing app. */
  Child publisher() {
    return publisher.child();
  }

  /** Process of the subscribing app. */
  Child subscriber() {
    return subscriber.child();
  }

  /** Publishes a run and waits until all who read have it, or until nothing comes any more. */
  FlowDone publish(FlowRun run, Duration patience) throws IOException, InterruptedException {
    publisher.tell("run " + run);
    String[] ran = publisher.await("ran", patience).split(" ", -1);
    long last = Long.parseLong(ran[1]);
    progress.await(last, STANDSTILL);
    return new FlowDone(last - Long.parseLong(ran[0]) + 1, last, Long.parseLong(ran[2]));
  }

  /** Counts and times from now on. */
  void reset() throws IOException {
    subscriber.tell("reset");
  }

  /** What the readers saw up to message {@code last}. */
  SubscriberReport report(long last) throws IOException, InterruptedException {
    return ask("report " + last);
  }

  /** Opens subscriptions that read nothing; {@code first} is the next message's number. */
  void stall(int count, long first) throws IOException, InterruptedException {
    subscriber.tell("stall " + count + " " + first);
    subscriber.await("subscribed", ANSWER_PATIENCE);
  }

  /** Lets the stalled ones read, and waits until they have seen or been told everything. */
  SubscriberReport wake(long last, long expected) throws IOException, InterruptedException {
    subscriber.tell("wake");
    long deadline = System.nanoTime() + STANDSTILL.multipliedBy(2).toNanos();
    while (true) {
      SubscriberReport report = ask("report-stalled " + last);
      boolean complete = report.distinct() + report.gapExact() >= expected;
      if (complete || System.nanoTime() - deadline > 0) {
        return report;
      }
      subscriber.child().awaitEnd(Duration.ofMillis(100));
    }
  }

  private SubscriberReport ask(String question) throws IOException, InterruptedException {
    subscriber.tell(question);
    return SubscriberReport.parse(subscriber.await("report", ANSWER_PATIENCE));
  }

  private static void pass(long sequence, AppProcess publisher, Progress progress) {
    try {
      publisher.tell("progress " + sequence);
      progress.reached(sequence);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> publisherArguments(BenchNetwork network, Load load, String type) {
    return List.of(
        "bench-publisher",
        "--app=" + network.publisherApp(),
        "--type=" + type,
        "--size=" + load.messageBytes(),
        "--request-size=" + load.requestBytes(),
        "--window=" + load.windowBytes());
  }

  private static List<String> subscriberArguments(BenchNetwork network, Load load, String type) {
    return List.of(
        "bench-subscriber",
        "--app=" + network.subscriberApp(),
        "--type=" + type,
        "--subscribers=" + load.subscribers());
  }
}
