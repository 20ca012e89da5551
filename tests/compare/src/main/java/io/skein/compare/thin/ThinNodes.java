package io.skein.compare.thin;

import io.skein.compare.app.Nodes;
import io.skein.compare.app.Programs;
import io.skein.peer.bench.AppProcess;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A chain of nodes; thread-safe. */
final class ThinNodes implements Nodes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Children children;
  private final List<Child> nodes;
  private final String first;
  private final String last;

  private ThinNodes(Children children, List<Child> nodes, String first, String last) {
    this.children = children;
    this.nodes = List.copyOf(nodes);
    this.first = first;
    this.last = last;
  }

  static ThinNodes start(int count, int frameBytes) throws IOException, InterruptedException {
    Children children = Children.inTemporaryDirectory(Programs.ofThisSuite());
    try {
      List<Integer> ports = FreePorts.find(count);
      List<Child> nodes = new ArrayList<>();
      for (int i = count - 1; i >= 0; i--) {
        List<String> arguments =
            new ArrayList<>(
                List.of("thin-node", "--port=" + ports.get(i), "--frame-bytes=" + frameBytes));
        if (i + 1 < count) {
          arguments.add("--next=" + address(ports.get(i + 1)));
        }
        Child node = children.startPiped("node-" + i, arguments);
        nodes.add(node);
        AppProcess.listenTo(node, none -> {}).await("ready", PATIENCE);
      }
      return new ThinNodes(children, nodes, address(ports.getFirst()), address(ports.getLast()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      children.close();
      throw e;
    }
  }

  @Override
  public String publisherAddress() {
    return first;
  }

  @Override
  public String subscriberAddress() {
    return last;
  }

  @Override
  public List<Child> processes() {
    return nodes;
  }

  @Override
  public void close() {
    children.close();
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }
}
