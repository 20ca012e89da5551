package io.skein.compare.thin;

import io.grpc.Server;
import io.skein.peer.bench.Orders;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a node of the chain until its input ends; confined to the thread that runs it. */
@Command(name = "thin-node", hidden = true, description = "Part of the comparison.")
public final class ThinNodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--next")
  private @Nullable String next;

  @Option(names = "--frame-bytes", required = true)
  private int frameBytes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ThinNode node = new ThinNode(frameBytes);
    Server server = node.listen(port);
    if (next != null) {
      node.connect(next);
    }
    Orders orders = new Orders(System.in, spec.commandLine().getOut());
    orders.answer("ready");
    orders.forEach((order, argument) -> {});
    server.shutdownNow();
    return 0;
  }
}
