package io.skein.peer.bench.network;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A bootstrap server and some peers as processes of their own on free loopback ports; thread-safe.
 */
public final class LocalNetwork implements AutoCloseable {
  /** Above this the overlay does not link every pair, and four links are enough to be useful. */
  private static final int FULL_MESH_PEERS = 16;

  private static final int LINKS_OF_MANY = 4;
  private static final Duration POLL = Duration.ofMillis(100);

  private final Children children;
  private final LocalNetworkOptions options;
  private final String bootstrap;
  private final List<LocalPeer> peers = new ArrayList<>();

  private LocalNetwork(Children children, LocalNetworkOptions options, String bootstrap) {
    this.children = children;
    this.options = options;
    this.bootstrap = bootstrap;
  }

  /**
   * Starts everything and does not wait; the network ends with {@link #close()}, not before.
   *
   * @throws IOException if a process cannot be started
   */
  public static LocalNetwork start(JavaProgram program, LocalNetworkOptions options)
      throws IOException {
    Children children = Children.inTemporaryDirectory(program);
    try {
      String bootstrap = loopback(FreePorts.find(1).get(0));
      LocalNetwork network = new LocalNetwork(children, options, bootstrap);
      network.startBootstrap();
      network.startPeers();
      return network;
    } catch (IOException | RuntimeException e) {
      children.close();
      throw e;
    }
  }

  /** The peers, in the order of their numbers. */
  public List<LocalPeer> peers() {
    return List.copyOf(peers);
  }

  /** Address of the bootstrap server, HOST:PORT. */
  public String bootstrap() {
    return bootstrap;
  }

  /** The processes, for starting more beside them. */
  public Children children() {
    return children;
  }

  /**
   * Waits until every peer is ready and linked to all others (to four others above 16 peers).
   *
   * @throws IOException if a process ends or time runs out; the text has the tail of its log, and
   *     the directory with all logs stays
   */
  public void awaitReady(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (LocalPeer peer : peers()) {
      awaitReady(peer, deadline);
    }
  }

  @Override
  public void close() {
    children.close();
  }

  private void awaitReady(LocalPeer peer, long deadline) throws IOException, InterruptedException {
    int others = options.peers() - 1;
    int links = options.peers() > FULL_MESH_PEERS ? LINKS_OF_MANY : others;
    try (PeerProbe probe = new PeerProbe(peer.app())) {
      while (true) {
        String reason = probe.whyNotReady(links);
        if (reason == null) {
          return;
        }
        Child ended = children.firstEnded();
        if (ended != null) {
          throw failure(ended, "ended");
        }
        if (System.nanoTime() - deadline > 0) {
          throw failure(peer.child(), reason);
        }
        peer.child().awaitEnd(POLL);
      }
    }
  }

  private IOException failure(Child child, String reason) {
    children.keepDirectory();
    return new IOException(
        child.name() + " " + reason + "; its log " + child.log() + " ends with:\n" + child.tail());
  }

  private void startBootstrap() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("bootstrap", "--listen", bootstrap));
    if (options.insecure()) {
      arguments.add("--insecure");
    } else {
      arguments.addAll(List.of("--data-dir", children.directory().resolve("bootstrap").toString()));
    }
    children.start("bootstrap", arguments);
  }

  private void startPeers() throws IOException {
    List<Integer> ports = FreePorts.find(3 * options.peers());
    for (int i = 0; i < options.peers(); i++) {
      peers.add(startPeer(i + 1, ports.subList(3 * i, 3 * i + 3)));
    }
  }

  private LocalPeer startPeer(int number, List<Integer> ports) throws IOException {
    String name = "peer-" + number;
    var dataDirectory = children.directory().resolve(name);
    String overlay = loopback(ports.get(0));
    String app = loopback(ports.get(1));
    String http = loopback(ports.get(2));
    List<String> arguments =
        new ArrayList<>(List.of("peer", "--listen", overlay, "--app", app, "--http", http));
    arguments.addAll(List.of("--bootstrap", bootstrap, "--data-dir", dataDirectory.toString()));
    if (options.insecure()) {
      arguments.add("--insecure");
    }
    arguments.addAll(options.peerArguments());
    Child child = children.start(name, arguments);
    return new LocalPeer(number, overlay, app, http, dataDirectory, child);
  }

  private static String loopback(int port) {
    return "127.0.0.1:" + port;
  }
}
