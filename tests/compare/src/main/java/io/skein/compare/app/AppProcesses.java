package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.AppProcess;
import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.SubscriberReport;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The publishing and the subscribing processes of a contender; confined to one thread. */
final class AppProcesses implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FEW_SUBSCRIPTIONS = 7;

  private final Children children;
  private final AppProcess publisher;
  private final List<AppProcess> subscribers;
  private final Arrivals arrivals;

  private AppProcesses(
      Children children, AppProcess publisher, List<AppProcess> subscribers, Arrivals arrivals) {
    this.children = children;
    this.publisher = publisher;
    this.subscribers = List.copyOf(subscribers);
    this.arrivals = arrivals;
  }

  /** Starts all and waits until the publisher is connected and the subscriptions stand. */
  static AppProcesses start(String contender, Workload workload, Nodes nodes)
      throws IOException, InterruptedException {
    Children children = Children.inTemporaryDirectory(Programs.ofThisSuite(nodes.appFlags()));
    try {
      return start(children, contender, workload, nodes);
    } catch (IOException e) {
      children.keepDirectory();
      children.close();
      throw new IOException(e.getMessage() + "; logs are in " + children.directory(), e);
    } catch (InterruptedException | RuntimeException e) {
      children.close();
      throw e;
    }
  }

  private static AppProcesses start(
      Children children, String contender, Workload workload, Nodes nodes)
      throws IOException, InterruptedException {
    AppProcess publisher =
        AppProcess.listenTo(
            children.startPiped(
                "publisher", AppCommand.publisher(contender, workload, nodes.publisherAddress())),
            none -> {});
    int processes = workload.subscriptions() > FEW_SUBSCRIPTIONS ? 2 : 1;
    Arrivals arrivals = new Arrivals(processes);
    List<AppProcess> subscribers = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      int part = i;
      Child child =
          children.startPiped(
              "subscriber-" + part,
              AppCommand.subscriber(
                  contender, workload, nodes.subscriberAddress(), part, processes));
      subscribers.add(
          AppProcess.listenTo(
              child, progress -> tell(publisher, arrivals.reached(part, progress))));
    }
    publisher.await("ready", PATIENCE);
    for (AppProcess subscriber : subscribers) {
      subscriber.await("subscribed", PATIENCE);
    }
    return new AppProcesses(children, publisher, subscribers, arrivals);
  }

  /** All of them. */
  List<Child> children() {
    List<Child> all = new ArrayList<>(List.of(publisher.child()));
    subscribers.forEach(subscriber -> all.add(subscriber.child()));
    return all;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Publishes a run; returns what {@link Flow} says of it. */
  String publish(FlowRun run, Duration patience) throws IOException, InterruptedException {
    publisher.tell("run " + run);
    return publisher.await("ran", patience);
  }

  /** Counts and times from now on. */
  void reset() throws IOException {
    for (AppProcess subscriber : subscribers) {
      subscriber.tell("reset");
    }
  }

  /** What all subscriptions saw, if these are the counts of each stream. */
  SubscriberReport report(List<Long> lasts) throws IOException, InterruptedException {
    String question =
        "report " + lasts.stream().map(String::valueOf).collect(Collectors.joining(","));
    List<SubscriberReport> reports = new ArrayList<>();
    for (AppProcess subscriber : subscribers) {
      subscriber.tell(question);
      reports.add(SubscriberReport.parse(subscriber.await("report", PATIENCE)));
    }
    return Reports.sum(reports);
  }

  @Override
  public void close() {
    children.close();
  }

  private static void tell(AppProcess publisher, long messages) {
    try {
      publisher.tell("progress " + messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
