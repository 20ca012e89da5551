package io.skein.peer.bench;

import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.peer.bench.network.LocalNetwork;
import io.skein.peer.bench.network.LocalNetworkOptions;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.peer.model.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Two peers to measure: started for it, or running already; immutable. */
final class BenchNetwork implements AutoCloseable {
  /** What a network of strangers lets through is not what is measured. */
  private static final String ANY_RATE = "--origin-rate=1GiB";

  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
  private static final int PEERS = 2;

  /** Something that needs the network. */
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  private final Children children;
  private final List<LocalPeer> started;
  private final List<String> apps;

  private BenchNetwork(Children children, List<LocalPeer> started, List<String> apps) {
    this.children = children;
    this.started = List.copyOf(started);
    this.apps = List.copyOf(apps);
  }

  /**
   * Takes peers that run.
   *
   * @param apps addresses of the app APIs of the publisher's and the subscriber's peer
   */
  static BenchNetwork running(List<String> apps) throws IOException {
    if (apps.size() != PEERS) {
      throw new IOException("--peers names " + apps.size() + " peers, expected two: A,B");
    }
    Children children = Children.inTemporaryDirectory(JavaProgram.ofThisProcess());
    return new BenchNetwork(children, List.of(), apps);
  }

  /** Starts two peers that trust their link, and waits until they are linked. */
  static BenchNetwork start(boolean insecure) throws IOException, InterruptedException {
    return start(insecure, Trust.LINKS);
  }

  /** Starts two peers and waits until they are linked. */
  static BenchNetwork start(boolean insecure, Trust trust)
      throws IOException, InterruptedException {
    return start(insecure, List.of("--trust=" + trust.option(), ANY_RATE));
  }

  /** The same, with this on the command line of each peer. */
  static BenchNetwork start(boolean insecure, List<String> peerArguments)
      throws IOException, InterruptedException {
    LocalNetworkOptions options = new LocalNetworkOptions(PEERS, insecure, peerArguments);
    LocalNetwork network = LocalNetwork.start(JavaProgram.ofThisProcess(), options);
    try {
      network.awaitReady(READY_PATIENCE);
    } catch (IOException | InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
    List<LocalPeer> peers = network.peers();
    return new BenchNetwork(network.children(), peers, peers.stream().map(LocalPeer::app).toList());
  }

  /** App API of the publisher's peer. */
  String publisherApp() {
    return apps.get(0);
  }

  /** App API of the subscribers' peer. */
  String subscriberApp() {
    return apps.get(1);
  }

  /** The peers that were started for this; empty if they ran before. */
  List<LocalPeer> started() {
    return started;
  }

  /** Starts an app of the benchmark. */
  Child startApp(String name, List<String> arguments) throws IOException {
    return children.startPiped(name, arguments);
  }

  /** Does {@code work}; if that fails, the logs stay and the failure says where. */
  <T> T keepingLogs(Work<T> work) throws IOException, InterruptedException {
    try {
      return work.run();
    } catch (IOException e) {
      children.keepDirectory();
      throw new IOException(e.getMessage() + "; logs are in " + children.directory(), e);
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
