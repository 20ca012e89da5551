package io.skein.peer.bench;

import io.grpc.ManagedChannel;
import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.client.SubscribeCall;
import io.skein.proto.app.v1.SubscribeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Subscriptions that are measured together; confined to the app loop. */
final class SubscriberGroup {
  private final AppLoop loop;
  private final Latencies latencies = new Latencies();
  private final List<MeasuredSubscription> subscriptions = new ArrayList<>();
  private final List<SubscribeCall> calls = new ArrayList<>();
  private int unconfirmed;

  SubscriberGroup(AppLoop loop) {
    this.loop = loop;
  }

  /**
   * Opens subscriptions that read nothing yet but their confirmation.
   *
   * @param count how many
   * @param connections what they are spread over
   * @param first number of the first message that they are to get
   * @param answers takes {@code subscribed} when all stand, and failures
   */
  void open(
      int count,
      List<ManagedChannel> connections,
      String type,
      long first,
      Consumer<String> answers) {
    unconfirmed = count;
    SubscribeRequest request = SubscribeRequest.newBuilder().addPatterns(type).build();
    for (int i = 0; i < count; i++) {
      MeasuredSubscription subscription =
          new MeasuredSubscription(
              first,
              latencies,
              () -> confirmed(answers),
              failure -> answers.accept("failed " + failure.replace('\n', ' ')));
      ManagedChannel connection = connections.get(i % connections.size());
      SubscribeCall call = new SubscribeCall(loop, connection, subscription);
      subscriptions.add(subscription);
      calls.add(call);
      call.start(request);
    }
  }

  /** Lets all of them read from now on. */
  void read() {
    calls.forEach(SubscribeCall::read);
  }

  /** Forgets times and counts, but not which messages came. */
  void reset() {
    latencies.reset();
    subscriptions.forEach(MeasuredSubscription::resetReceived);
  }

  /** The number that all have come to; 0 if there are none. */
  long slowest() {
    return subscriptions.stream().mapToLong(s -> s.tracker().highest()).min().orElse(0);
  }

  /** What they saw, counting as lost what has not come up to number {@code last}. */
  SubscriberReport report(long last) {
    return new SubscriberReport(
        sum(MeasuredSubscription::received),
        subscriptions.stream()
            .mapToLong(MeasuredSubscription::lastArrivalNanos)
            .max()
            .orElseThrow(),
        sum(s -> s.tracker().distinct()),
        sum(s -> s.tracker().missing(last)),
        sum(s -> s.tracker().duplicated()),
        sum(s -> s.tracker().outOfOrder()),
        sum(MeasuredSubscription::gapExact),
        sum(MeasuredSubscription::gapBound),
        latencies.micros(50),
        latencies.micros(99),
        latencies.micros(99.9));
  }

  private void confirmed(Consumer<String> answers) {
    unconfirmed--;
    if (unconfirmed == 0) {
      answers.accept("subscribed");
    }
  }

  private long sum(ToLongFunction<MeasuredSubscription> field) {
    return subscriptions.stream().mapToLong(field).sum();
  }
}
