package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.Orders;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an app of a contender; confined to the thread that runs it. */
@Command(name = "app", hidden = true, description = "Part of the comparison.")
public final class AppCommand implements Callable<Integer> {
  private final Function<String, Clients> clients;

  @Spec private CommandSpec spec;

  @Option(names = "--contender", required = true)
  private String contender = "";

  @Option(names = "--workload", required = true)
  private String workload = "";

  @Option(names = "--address", required = true)
  private String address = "";

  @Option(names = "--part", description = "Of the subscriptions; a publisher has none.")
  private int part = -1;

  @Option(names = "--parts")
  private int parts = 1;

  /**
   * The command.
   *
   * @param clients finds the client library of a contender by name
   */
  public AppCommand(Function<String, Clients> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clients library = clients.apply(contender);
    Workload load = Workload.parse(workload);
    Orders orders = new Orders(System.in, spec.commandLine().getOut());
    if (part < 0) {
      PublisherApp.run(library, load, address, orders);
    } else {
      SubscriberApp.run(library, load, address, new SubscriberApp.Share(part, parts), orders);
    }
    return 0;
  }

  static List<String> publisher(String contender, Workload workload, String address) {
    return List.of(
        "app",
        "--contender=" + contender,
        "--workload=" + workload.toText(),
        "--address=" + address);
  }

  static List<String> subscriber(
      String contender, Workload workload, String address, int part, int parts) {
    return List.of(
        "app",
        "--contender=" + contender,
        "--workload=" + workload.toText(),
        "--address=" + address,
        "--part=" + part,
        "--parts=" + parts);
  }
}
