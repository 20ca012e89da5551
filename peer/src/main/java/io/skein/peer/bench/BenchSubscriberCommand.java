package io.skein.peer.bench;

import io.grpc.ManagedChannel;
import io.skein.peer.bench.client.AppLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The subscribing app of a benchmark, a process of its own. Orders on standard input: {@code
 * reset}, {@code report LAST}, {@code stall COUNT FIRST}, {@code wake}, {@code report-stalled
 * LAST}; ends with its input.
 */
@Command(name = "bench-subscriber", hidden = true, description = "Part of bench.")
public final class BenchSubscriberCommand implements Callable<Integer> {
  private static final int SUBSCRIBERS_A_CONNECTION = 25;
  private static final long PROGRESS_MILLIS = 5;

  @Spec private CommandSpec spec;

  @Option(names = "--app", required = true)
  private String app = "";

  @Option(names = "--type", required = true)
  private String type = "";

  @Option(names = "--subscribers")
  private int subscribers = 1;

  @Override
  public Integer call() throws IOException {
    Orders orders = new Orders(System.in, spec.commandLine().getOut());
    try (AppLoop loop = new AppLoop()) {
      Subscribers running = new Subscribers(loop, orders);
      loop.execute(running::start);
      orders.forEach((order, argument) -> loop.execute(() -> running.obey(order, argument)));
    }
    return 0;
  }

  /** What runs on the app loop. */
  private final class Subscribers {
    private final AppLoop loop;
    private final Orders orders;
    private final SubscriberGroup readers;
    private final SubscriberGroup stalled;
    private long told;

    Subscribers(AppLoop loop, Orders orders) {
      this.loop = loop;
      this.orders = orders;
      readers = new SubscriberGroup(loop);
      stalled = new SubscriberGroup(loop);
    }

    void start() {
      int connections = (subscribers - 1) / SUBSCRIBERS_A_CONNECTION + 1;
      readers.open(subscribers, connect(connections), type, 1, orders::answer);
      readers.read();
      loop.every(PROGRESS_MILLIS, this::tellProgress);
    }

    void obey(String order, String argument) {
      switch (order) {
        case "reset" -> readers.reset();
        case "report" -> report(readers, argument);
        case "stall" -> stall(argument.split(" ", -1));
        case "wake" -> stalled.read();
        case "report-stalled" -> report(stalled, argument);
        default -> throw new IllegalArgumentException("unknown order " + order);
      }
    }

    /**
     * Each stalled subscriber has a connection of its own: what gRPC holds for it unread takes the
     * connection's flow-control window, and would stall whoever shares that.
     */
    private void stall(String[] arguments) {
      int count = Integer.parseInt(arguments[0]);
      stalled.open(count, connect(count), type, Long.parseLong(arguments[1]), orders::answer);
    }

    private void report(SubscriberGroup group, String last) {
      orders.answer("report " + group.report(Long.parseLong(last)).toLine());
    }

    private void tellProgress() {
      long slowest = readers.slowest();
      if (slowest > told) {
        told = slowest;
        orders.answer("progress " + slowest);
      }
    }

    private List<ManagedChannel> connect(int count) {
      return IntStream.range(0, count).mapToObj(i -> loop.connect(app)).toList();
    }
  }
}
