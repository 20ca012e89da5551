package io.skein.compare.jeromq;

import io.skein.compare.app.Nodes;
import io.skein.compare.app.Programs;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two proxies of ZeroMQ, one behind the other; thread-safe. */
final class Proxies implements Nodes {
  private final Children children;
  private final List<Child> proxies = new ArrayList<>();
  private final String publishers;
  private final String subscribers;

  private Proxies(Children children, String publishers, String subscribers) {
    this.children = children;
    this.publishers = publishers;
    this.subscribers = subscribers;
  }

  /** Starts both; whoever connects before they listen is connected later. */
  static Proxies start() throws IOException {
    List<String> addresses =
        FreePorts.find(3).stream().map(port -> "tcp://127.0.0.1:" + port).toList();
    Children children = Children.inTemporaryDirectory(Programs.ofThisSuite());
    try {
      Proxies proxies = new Proxies(children, addresses.get(0), addresses.get(2));
      proxies.add("proxy-1", ProxyCommand.first(addresses.get(0), addresses.get(1)));
      proxies.add("proxy-2", ProxyCommand.next(addresses.get(1), addresses.get(2)));
      return proxies;
    } catch (IOException | RuntimeException e) {
      children.close();
      throw e;
    }
  }

  @Override
  public String publisherAddress() {
    return publishers;
  }

  @Override
  public String subscriberAddress() {
    return subscribers;
  }

  @Override
  public List<Child> processes() {
    return List.copyOf(proxies);
  }

  @Override
  public void close() {
    children.close();
  }

  private void add(String name, List<String> arguments) throws IOException {
    proxies.add(children.start(name, arguments));
  }
}
