package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.Orders;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A subscribing app with its share of the subscriptions, a process of its own; confined to its main
 * thread. Orders: {@code reset} and {@code report LAST,LAST...}; ends with its input.
 */
final class SubscriberApp {
  private static final long PROGRESS_MILLIS = 5;

  private final List<Receiver> receivers;
  private final Orders orders;
  private long told;

  /**
   * A part of the subscriptions.
   *
   * @param part from 0 on
   * @param parts how many processes share them
   */
  record Share(int part, int parts) {}

  private SubscriberApp(List<Receiver> receivers, Orders orders) {
    this.receivers = receivers;
    this.orders = orders;
  }

  /**
   * Runs it.
   *
   * @param share of the subscriptions
   */
  static void run(Clients clients, Workload workload, String address, Share share, Orders orders)
      throws IOException, InterruptedException {
    List<Receiver> receivers =
        IntStream.range(0, workload.subscriptions())
            .filter(index -> index % share.parts() == share.part())
            .mapToObj(index -> new Receiver(workload, index, orders::answer))
            .toList();
    SubscriberApp app = new SubscriberApp(receivers, orders);
    Runnable end = clients.subscribe(workload, address, receivers);
    try (ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor()) {
      var unused =
          ticks.scheduleWithFixedDelay(
              app::tellProgress, PROGRESS_MILLIS, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      orders.answer("subscribed");
      orders.forEach(app::obey);
      ticks.shutdownNow();
    } finally {
      end.run();
    }
  }

  private void obey(String order, String argument) {
    switch (order) {
      case "reset" -> receivers.forEach(Receiver::reset);
      case "report" -> {
        long[] lasts = lasts(argument);
        orders.answer(
            "report "
                + Reports.sum(receivers.stream().map(r -> r.report(lasts)).toList()).toLine());
      }
      default -> throw new IllegalArgumentException("unknown order " + order);
    }
  }

  /** How far the slowest is, and what all have seen together. */
  private void tellProgress() {
    long all = receivers.stream().mapToLong(Receiver::passed).sum();
    if (all != told) {
      told = all;
      long slowest = receivers.stream().mapToLong(Receiver::passedOfAll).min().orElse(0);
      orders.answer("progress " + slowest + " " + all);
    }
  }

  private static long[] lasts(String text) {
    return Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }
}
