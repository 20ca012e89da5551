package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.peer.bench.network.PeerProbe;
import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A bootstrap server and peers as processes, which a test can kill and start again; thread-safe.
 * Everything ends, by process id, when it is closed.
 */
final class Network implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The shortest that servers grant; peers renew three times in it. */
  private static final String LEASE = "30s";

  private final Children children;
  private final String bootstrap;
  private final AtomicInteger starts = new AtomicInteger();
  private volatile Child bootstrapServer;

  private Network(Children children) throws IOException {
    this.children = children;
    this.bootstrap = loopback(FreePorts.find());
    this.bootstrapServer = launchBootstrap();
  }

  /** A bootstrap server without peers. */
  static Network start() throws IOException {
    // Small and quick to start: the processes share the machine with each other.
    JavaProgram program =
        new JavaProgram(
            Repository.jdkProgram("java").toString(),
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            Repository.jar().toString());
    return new Network(Children.inTemporaryDirectory(program));
  }

  /** Starts peers and waits until all of them are linked. */
  List<LocalPeer> startPeers(int count, String... arguments) throws Exception {
    List<LocalPeer> peers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      peers.add(startPeer(i, arguments));
    }
    for (LocalPeer peer : peers) {
      awaitLinks(peer, count - 1, this::ended);
    }
    return peers;
  }

  /** Starts a peer on free ports, and does not wait. */
  LocalPeer startPeer(int number, String... arguments) throws IOException {
    Path data = children.directory().resolve("peer-" + number);
    return startPeer(number, FreePorts.find(), data, arguments);
  }

  /** Starts a peer that listens for others at this port and keeps its identity there. */
  LocalPeer startPeer(int number, int port, Path data, String... arguments) throws IOException {
    String app = loopback(FreePorts.find());
    String http = loopback(FreePorts.find());
    return launch(number, loopback(port), app, http, data, arguments);
  }

  /** Starts a peer that has ended with the same addresses and data; does not wait. */
  LocalPeer restart(LocalPeer peer, String... arguments) throws IOException {
    return launch(
        peer.number(), peer.overlay(), peer.app(), peer.http(), peer.dataDirectory(), arguments);
  }

  private LocalPeer launch(
      int number, String overlay, String app, String http, Path data, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("peer", "--listen", overlay, "--app", app, "--http", http));
    command.addAll(List.of("--bootstrap", bootstrap, "--data-dir", data.toString()));
    command.addAll(List.of(arguments));
    Child child = children.start("peer-%d.%d".formatted(number, starts.incrementAndGet()), command);
    return new LocalPeer(number, overlay, app, http, data, child);
  }

  /** Kills the bootstrap server. */
  void killBootstrap() throws InterruptedException {
    bootstrapServer.kill();
    bootstrapServer.awaitEnd(PATIENCE);
  }

  /** Starts the bootstrap server again where it was; it has forgotten everything. */
  void restartBootstrap() throws IOException {
    bootstrapServer = launchBootstrap();
  }

  private Child launchBootstrap() throws IOException {
    String data = children.directory().resolve("bootstrap").toString();
    return children.start(
        "bootstrap." + starts.incrementAndGet(),
        List.of("bootstrap", "--listen", bootstrap, "--lease", LEASE, "--data-dir", data));
  }

  /** Waits until a peer is ready and has at least so many links. */
  static void awaitLinks(LocalPeer peer, int links) throws Exception {
    awaitLinks(peer, links, () -> "");
  }

  private static void awaitLinks(LocalPeer peer, int links, Supplier<String> others)
      throws Exception {
    try (PeerProbe probe = new PeerProbe(peer.app())) {
      Await.until(
          links + " links of peer " + peer.number(),
          PATIENCE,
          () -> peer.child().tail() + "\n" + knownPeers(peer) + "\n" + others.get(),
          () -> isReady(peer, probe, links));
    }
  }

  private String ended() {
    Child ended = children.firstEnded();
    return ended == null ? "all processes run" : ended.name() + " ended: " + ended.tail();
  }

  private static String knownPeers(LocalPeer peer) {
    try (App app = App.at(peer)) {
      return "why its last links and dials ended: " + app.closeReasons();
    } catch (StatusRuntimeException e) {
      return "it does not answer: " + e.getStatus();
    }
  }

  /** A peer that is still starting does not answer. */
  private static boolean isReady(LocalPeer peer, PeerProbe probe, int links) {
    assertThat(peer.child().isAlive()).as("runs; %s", peer.child().tail()).isTrue();
    try {
      return probe.describe().getReady() && probe.links() >= links;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  /** The processes, for starting more beside them. */
  Children children() {
    return children;
  }

  static String loopback(int port) {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    children.close();
  }
}
