package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.Orders;
import java.io.IOException;

/**
 * The publishing app, a process of its own; confined to its main thread. Orders: {@code run
 * MESSAGES MAX_NANOS INTERVAL_NANOS} and {@code progress MESSAGES}; ends with its input.
 */
final class PublisherApp {
  private PublisherApp() {}

  static void run(Clients clients, Workload workload, String address, Orders orders)
      throws IOException, InterruptedException {
    try (Outlet outlet = clients.publish(workload, address)) {
      orders.answer("ready");
      orders.forEach((order, argument) -> obey(outlet, orders, order, argument));
    }
  }

  private static void obey(Outlet outlet, Orders orders, String order, String argument) {
    switch (order) {
      case "run" -> outlet.run(FlowRun.parse(argument), orders::answer);
      case "progress" -> outlet.progress(Long.parseLong(argument));
      default -> throw new IllegalArgumentException("unknown order " + order);
    }
  }
}
