package io.skein.bootstrap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.Server;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.bootstrap.connections.GuardedPort;
import io.skein.bootstrap.grpc.BootstrapEndpoint;
import io.skein.bootstrap.grpc.CallCounts;
import io.skein.bootstrap.registry.MemoryRegistryStore;
import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.Registry;
import io.skein.bootstrap.registry.RegistryStore;
import io.skein.bootstrap.registry.SnapshotRegistryStore;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A register of live peers for others to find each other. Thread-safe. */
public final class BootstrapServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BootstrapServer.class);
  private static final long STOP_SECONDS = 2;

  private final BootstrapConfig config;
  private final SecureRandom random = new SecureRandom();
  private final Registry registry;
  private final CallCounts counts = new CallCounts();
  private final Upkeep upkeep;
  private final ConnectionTable connections;

  @GuardedBy("this")
  private @Nullable Server server;

  @GuardedBy("this")
  private @Nullable GuardedPort port;

  @GuardedBy("this")
  private @Nullable ServerSecrets secrets;

  @GuardedBy("this")
  private boolean closed;

  private BootstrapServer(BootstrapConfig config) {
    this.config = config;
    RegistryStore store =
        config
            .snapshotFile()
            .<RegistryStore>map(file -> new SnapshotRegistryStore(file, random))
            .orElseGet(() -> new MemoryRegistryStore(random));
    this.registry = new Registry(config.limits(), store, random, new SplittableRandom());
    this.connections =
        new ConnectionTable(config.connections(), Descriptors.ofThisProcess()::areLeft);
    this.upkeep = new Upkeep(registry, BootstrapServer::now, this::counts);
  }

  /** A server that is not started; touches neither disk nor network. */
  public static BootstrapServer create(BootstrapConfig config) {
    return new BootstrapServer(config);
  }

  /**
   * Reads the snapshot and listens.
   *
   * @throws IOException if the snapshot is corrupt or the address is not to be had; the message
   *     says what to do
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() throws IOException {
    if (server != null || closed) {
      throw new IllegalStateException("a bootstrap server starts once");
    }
    registry.load(now());
    ServerSecrets opened = ServerSecrets.open(config.security(), random);
    InetSocketAddress listen = listenAddress();
    GuardedPort guarded = new GuardedPort("skein-bootstrap", 0, connections);
    Server starting =
        BootstrapEndpoint.server(
            guarded,
            listen,
            BootstrapEndpoint.service(registry, config.rules(), random, BootstrapServer::now),
            opened.forEndpoint(),
            config.http2(),
            counts);
    try {
      starting.start();
    } catch (IOException e) {
      guarded.close();
      throw cannotListen(e);
    }
    server = starting;
    port = guarded;
    secrets = opened;
    upkeep.start(opened::refresh);
    log.info("bootstrap server listens on {}, {} peers known", address(), registry.size());
  }

  /**
   * Where it really listens.
   *
   * @throws IllegalStateException if it was never started
   */
  public synchronized HostPort address() {
    if (server == null) {
      throw new IllegalStateException("a bootstrap server has an address once it is started");
    }
    int port = server.getPort();
    // After the end the port is no longer known.
    return port > 0 ? config.listen().withPort(port) : config.listen();
  }

  /**
   * The pin of its certificate, for peers; empty in plaintext.
   *
   * @throws IllegalStateException if it was never started
   */
  public synchronized Optional<CertificatePin> pin() {
    return opened().pin();
  }

  /** Reads changed certificates and join tokens now, not only within seconds. */
  public synchronized void reload() {
    opened().refresh();
  }

  /**
   * Calls so far by method and status, for instance {@code Register RESOURCE_EXHAUSTED}, and
   * connections that were refused or had to give way.
   */
  public Map<String, Long> counts() {
    Map<String, Long> now = counts.now();
    count(now, "connection REFUSED", connections.refused());
    count(now, "connection DISPLACED", connections.displaced());
    return now;
  }

  private static void count(Map<String, Long> counts, String what, long count) {
    if (count > 0) {
      counts.put(what, count);
    }
  }

  /** Peers in the register, of all networks; of a lease that has just ended for another second. */
  public int registeredPeers() {
    return registry.size();
  }

  /** The connections that others opened. */
  public ConnectionTable connections() {
    return connections;
  }

  @GuardedBy("this")
  private ServerSecrets opened() {
    if (secrets == null) {
      throw new IllegalStateException("a bootstrap server has a certificate once it is started");
    }
    return secrets;
  }

  /** Stops, and saves the leases. Idempotent; fine before the start. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (server != null) {
      stop(server);
      upkeep.close();
    }
    if (port != null) {
      port.close();
    }
  }

  private InetSocketAddress listenAddress() throws IOException {
    InetSocketAddress address = config.listen().resolve();
    if (address.isUnresolved()) {
      throw new IOException(
          "cannot listen on %s: no such host; use an address of this machine"
              .formatted(config.listen()));
    }
    return address;
  }

  private IOException cannotListen(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new IOException(
        "cannot listen on %s: %s; end the process that has the port or choose another one"
            .formatted(config.listen(), root.getMessage()),
        e);
  }

  private static void stop(Server server) {
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static Moment now() {
    return new Moment(System.nanoTime(), System.currentTimeMillis());
  }
}
