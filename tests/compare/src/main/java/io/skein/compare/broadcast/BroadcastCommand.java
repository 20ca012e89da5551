package io.skein.compare.broadcast;

import io.skein.compare.member.MemberSystem;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.Orders;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs all members of a contender; confined to the thread that runs it. Order: {@code run MESSAGES
 * MAX_NANOS INTERVAL_NANOS}; ends with its input.
 */
@Command(name = "broadcast", hidden = true, description = "Part of the comparison.")
public final class BroadcastCommand implements Callable<Integer> {
  private final Function<String, MemberSystem> systems;

  @Spec private CommandSpec spec;

  @Option(names = "--contender", required = true)
  private String contender = "";

  @Option(names = "--workload", required = true)
  private String workload = "";

  @Option(names = "--address", required = true)
  private String address = "";

  /**
   * The command.
   *
   * @param systems finds the system of a contender by name
   */
  public BroadcastCommand(Function<String, MemberSystem> systems) {
    this.systems = systems;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Orders orders = new Orders(System.in, spec.commandLine().getOut());
    MemberSystem system = systems.apply(contender);
    try (Broadcast broadcast = Broadcast.start(system, Workload.parse(workload), address)) {
      orders.answer("ready");
      orders.forEach((order, argument) -> orders.answer(obey(broadcast, order, argument)));
    }
    return 0;
  }

  static List<String> arguments(String contender, Workload workload, String address) {
    return List.of(
        "broadcast",
        "--contender=" + contender,
        "--workload=" + workload.toText(),
        "--address=" + address);
  }

  private static String obey(Broadcast broadcast, String order, String argument) {
    if (!order.equals("run")) {
      throw new IllegalArgumentException("unknown order " + order);
    }
    try {
      return "ran " + broadcast.run(FlowRun.parse(argument));
    } catch (IOException e) {
      return "failed " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "failed " + e;
    }
  }
}
