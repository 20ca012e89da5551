package io.skein.peer.bench;

import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.client.MeasuredRequests;
import io.skein.peer.bench.client.PublishCall;
import io.skein.peer.bench.client.Window;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The publishing app of a benchmark, a process of its own. Orders on standard input: {@code run
 * MESSAGES MAX_NANOS INTERVAL_NANOS} and {@code progress SEQUENCE}; ends with its input.
 */
@Command(name = "bench-publisher", hidden = true, description = "Part of bench.")
public final class BenchPublisherCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--app", required = true)
  private String app = "";

  @Option(names = "--type", required = true)
  private String type = "";

  @Option(names = "--size", converter = Quantity.Size.class)
  private long size = 128;

  @Option(names = "--request-size", converter = Quantity.Size.class)
  private long requestSize = 16 << 10;

  @Option(names = "--window", converter = Quantity.Size.class)
  private long window = 32 << 20;

  @Override
  public Integer call() throws IOException {
    Orders orders = new Orders(System.in, spec.commandLine().getOut());
    try (AppLoop loop = new AppLoop()) {
      MeasuredRequests requests = new MeasuredRequests(type, (int) size, (int) requestSize);
      FlowSource source = new FlowSource(loop, requests, new Window(window, 1), orders::answer);
      PublishCall call = new PublishCall(loop, loop.connect(app), source);
      source.onMore(call::pull);
      loop.execute(call::start);
      orders.answer("ready");
      orders.forEach((order, argument) -> loop.execute(() -> obey(source, order, argument)));
    }
    return 0;
  }

  private static void obey(FlowSource source, String order, String argument) {
    switch (order) {
      case "run" -> source.begin(FlowRun.parse(argument));
      case "progress" -> source.progress(Long.parseLong(argument));
      default -> throw new IllegalArgumentException("unknown order " + order);
    }
  }
}
