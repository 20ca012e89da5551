package io.skein.faults.network;

import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.JavaProgram;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A bootstrap server and peers as processes, on loopback or each in a namespace of its own;
 * confined to one thread. Everything ends, by process id, when it is closed.
 */
public final class Cluster implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OVERLAY_PORT = 7401;
  private static final int HTTP_PORT = 7403;

  /** The last address of the switch. */
  private static final int BOOTSTRAP = 254;

  private final JavaProgram program;
  private final Children children;
  private final @Nullable Wires wires;
  private final Map<Integer, Place> places = new HashMap<>();
  private final String bootstrap;
  private Child bootstrapServer;
  private int starts;

  private Cluster(JavaProgram program, @Nullable Wires wires) throws IOException {
    this.program = program;
    this.wires = wires;
    this.children = Children.inTemporaryDirectory(program);
    int port = wires == null ? FreePorts.find() : 7400;
    this.bootstrap = place(BOOTSTRAP).host() + ":" + port;
    this.bootstrapServer = launchBootstrap();
  }

  /** On loopback, without peers. */
  public static Cluster onLoopback(JavaProgram program) throws IOException {
    return new Cluster(program, null);
  }

  /** In namespaces, without peers. */
  public static Cluster on(Wires wires, JavaProgram program) throws IOException {
    return new Cluster(program, wires);
  }

  /** Starts peers 1 to {@code count} and waits until all are linked. */
  public List<Peer> start(int count, String... arguments) throws Exception {
    Waiting.until(
        "certificate of the bootstrap server", PATIENCE, () -> Files.exists(certificate()));
    List<Peer> peers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      peers.add(launch(i, arguments));
    }
    for (Peer peer : peers) {
      awaitLinks(peer, count - 1);
    }
    return peers;
  }

  /** Starts a peer of this number, as often as wanted with the same data; does not wait. */
  public Peer launch(int number, String... arguments) throws IOException {
    return launch(program, number, List.of(), arguments);
  }

  /**
   * Starts a peer.
   *
   * @param version what runs
   * @param prefix words before the command line, as those of {@code prlimit}
   */
  public Peer launch(JavaProgram version, int number, List<String> prefix, String... arguments)
      throws IOException {
    Place place = place(number);
    int port = wires == null ? FreePorts.find() : OVERLAY_PORT;
    return launch(version, number, prefix, place.host() + ":" + port, arguments);
  }

  private Peer launch(
      JavaProgram version, int number, List<String> prefix, String overlay, String... arguments)
      throws IOException {
    Path data = children.directory().resolve("peer-" + number);
    Path socket = children.directory().resolve(number + ".sock");
    String http = "127.0.0.1:" + (wires == null ? FreePorts.find() : HTTP_PORT);
    List<String> words =
        new ArrayList<>(List.of("peer", "--listen", overlay, "--app", "unix:" + socket));
    words.addAll(List.of("--http", http, "--bootstrap", bootstrap));
    if (wires != null) {
      // Nobody but loopback is believed without.
      words.addAll(List.of("--bootstrap-ca", certificate().toString()));
    }
    words.addAll(List.of("--data-dir", data.toString()));
    words.addAll(List.of(arguments));
    Child child = start("peer-" + number, place(number), version, prefix, words);
    return new Peer(number, overlay, socket, http, data, child);
  }

  /** Starts a peer on loopback that listens for others at this port; does not wait. */
  public Peer launchAt(int number, int port, String... arguments) throws IOException {
    return launch(program, number, List.of(), place(number).host() + ":" + port, arguments);
  }

  /** Starts a peer that has ended at the same address with the same data; does not wait. */
  public Peer restart(Peer peer, String... arguments) throws IOException {
    return launch(program, peer.number(), List.of(), peer.overlay(), arguments);
  }

  /** Waits until a peer is ready and has at least so many links; tells how many seconds it took. */
  public double awaitLinks(Peer peer, int links) throws Exception {
    try (Inspector inspector = new Inspector(peer)) {
      return Waiting.until(
          links + " links of " + peer,
          PATIENCE,
          () -> peer.child().isAlive() && inspector.isReady(links));
    } catch (TimeoutException e) {
      children.keepDirectory();
      throw new IOException(e.getMessage() + "; its log ends with: " + peer.child().tail(), e);
    }
  }

  /** Kills the bootstrap server. */
  public void killBootstrap() throws InterruptedException {
    bootstrapServer.kill();
    bootstrapServer.awaitEnd(PATIENCE);
  }

  /** Starts the bootstrap server again where it was; it has forgotten everything. */
  public void restartBootstrap() throws IOException {
    bootstrapServer = launchBootstrap();
  }

  /** For files of this run; goes with the cluster unless it is kept. */
  public Path directory() {
    return children.directory();
  }

  /** Leaves the logs where they are. */
  public void keep() {
    children.keepDirectory();
  }

  private Child launchBootstrap() throws IOException {
    List<String> words = new ArrayList<>(List.of("bootstrap", "--listen", bootstrap));
    words.addAll(List.of("--lease", "30s", "--data-dir", bootstrapData().toString()));
    return start("bootstrap", place(BOOTSTRAP), program, List.of(), words);
  }

  private Path bootstrapData() {
    return children.directory().resolve("bootstrap");
  }

  /** Made by the bootstrap server at its first start. */
  private Path certificate() {
    return bootstrapData().resolve("bootstrap.pem");
  }

  private Child start(
      String name, Place place, JavaProgram version, List<String> prefix, List<String> words)
      throws IOException {
    // Processes configure themselves by their arguments alone.
    List<String> command = new ArrayList<>(place.prefix());
    command.addAll(prefix);
    command.addAll(version.command(words));
    return children.startProgram(name + "." + ++starts, command);
  }

  private Place place(int number) throws IOException {
    Place known = places.get(number);
    if (known != null) {
      return known;
    }
    Place made = wires == null ? Place.loopback() : wires.plug(number);
    places.put(number, made);
    return made;
  }

  @Override
  public void close() {
    children.close();
    if (wires != null) {
      wires.close();
    }
  }
}
