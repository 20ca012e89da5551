package io.skein.peer;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapSecurity;
import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.identity.DataDirectory;
import io.skein.peer.identity.Identity;
import io.skein.peer.model.PeerId;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. One peer: its identity, its links, its log, and what publishes and subscribes inside
 * this process. {@link #start()} listens and begins to join, {@link #drain()} hands over what was
 * accepted, {@link #close()} ends at once.
 *
 * <p>Nothing here may be called by the thread of the peer itself, on which only listeners of {@link
 * SubscribeOptions#onPeerThread} run, but for {@link #publisher}, {@link #subscribe} and what they
 * return.
 */
public final class Peer implements AutoCloseable {
  private final PeerConfig config;
  private final CountDownLatch terminated = new CountDownLatch(1);
  private @Nullable BootstrapServer bootstrapServer;
  private @Nullable PeerRuntime runtime;
  private boolean closed;

  private Peer(PeerConfig config) {
    this.config = config;
  }

  /** A peer that is not started yet. */
  public static Peer create(PeerConfig config) {
    return new Peer(config);
  }

  /**
   * Listens and begins to join the network.
   *
   * @throws IOException if the data directory or an address cannot be used; the message says what
   *     to do
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() throws IOException {
    if (runtime != null || closed) {
      throw new IllegalStateException("a peer is started once, and not after it was closed");
    }
    DataDirectory directory = DataDirectory.open(config.dataDir());
    try {
      runtime = start(startBootstrapServer(), directory);
    } catch (IOException | RuntimeException e) {
      closeBootstrapServer();
      directory.close();
      throw e;
    }
  }

  private PeerConfig startBootstrapServer() throws IOException {
    if (config.bootstrapServer().isEmpty()) {
      return config;
    }
    BootstrapSecurity security =
        config.insecure()
            ? BootstrapSecurity.NONE
            : BootstrapSecurity.ownCertificate(config.dataDir());
    BootstrapServer server =
        BootstrapServer.create(
            BootstrapConfig.listeningOn(config.bootstrapServer().get())
                .withConnections(config.limits().connections())
                .withSecurity(
                    config.security().joinToken().map(security::withJoinTokens).orElse(security)));
    bootstrapServer = server;
    server.start();
    return config.withBootstrap(new SeedAddress(server.address(), server.pin()));
  }

  private void closeBootstrapServer() {
    if (bootstrapServer != null) {
      bootstrapServer.close();
    }
  }

  private static PeerRuntime start(PeerConfig config, DataDirectory directory) throws IOException {
    Identity identity = Identity.loadOrCreate(directory, System.currentTimeMillis());
    PeerRuntime started = new PeerRuntime(config, directory, identity, PeerSecrets.open(config));
    try {
      started.start();
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  private synchronized PeerRuntime runtime() {
    if (runtime == null) {
      throw new IllegalStateException("the peer is not started");
    }
    return runtime;
  }

  /** Who it is. */
  public PeerId id() {
    return runtime().record().id();
  }

  /** Addresses that others are told to dial. */
  public List<HostPort> addresses() {
    return runtime().record().addresses().stream().map(HostPort::parse).toList();
  }

  /** Where it listens for other peers, with the real port. */
  public HostPort overlay() {
    return runtime().overlay();
  }

  /**
   * Where apps of other processes reach it, {@code HOST:PORT} or {@code unix:PATH}, with the real
   * port; empty if that was not configured.
   */
  public Optional<String> app() {
    return runtime().app();
  }

  /** Where its own bootstrap server listens, with the real port; empty if there is none. */
  public synchronized Optional<HostPort> bootstrapServer() {
    return Optional.ofNullable(bootstrapServer).map(BootstrapServer::address);
  }

  /** Pin of the certificate of its own bootstrap server; empty if there is none, or no TLS. */
  public synchronized Optional<CertificatePin> bootstrapPin() {
    return Optional.ofNullable(bootstrapServer).flatMap(BootstrapServer::pin);
  }

  /**
   * Looks now whether certificates, CAs, tokens or the allow-list have changed on the disk, not
   * only within 2 s; blocks. What is wrong is logged, returned, and changes nothing.
   */
  public List<String> reloadSecrets() {
    return runtime().reloadSecrets();
  }

  /**
   * Whether it has the links that it wants. Publishing waits until it has; subscribing does not.
   */
  public boolean isReady() {
    return notReadyReasons().isEmpty();
  }

  /** Why it is not ready, one sentence each; empty if it is. */
  public List<String> notReadyReasons() {
    return runtime().gate().reasons();
  }

  /**
   * Waits until it is ready.
   *
   * @return false if it was not within that time; {@link #notReadyReasons()} says why
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    try {
      runtime().whenReady().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What publishes messages of a type, on the normal lane. Keep it: there is one for each call.
   *
   * @throws IllegalArgumentException if it is no type, naming the position of what is wrong
   */
  public Publisher publisher(String type) {
    return publisher(PublisherOptions.of(type));
  }

  /** What publishes messages of a type. Keep it: there is one for each call. */
  public Publisher publisher(PublisherOptions options) {
    return runtime().localApps().publisher(options);
  }

  /**
   * Publishes one message, as a new {@link Publisher} does; for now and then.
   *
   * @return its id once it is accepted
   */
  public CompletableFuture<MessageId> publish(String type, byte[] payload)
      throws InterruptedException {
    return publisher(type).publish(payload, Map.of(), Receipt.ACCEPTED);
  }

  /**
   * Subscribes to what arrives from now on; see {@link #subscribe(SubscribeOptions,
   * MessageListener)}.
   */
  public Subscription subscribe(String pattern, MessageListener listener) {
    return subscribe(SubscribeOptions.of(pattern), listener);
  }

  /**
   * Subscribes. Whatever arrives at this peer once this has returned is delivered, or reported as a
   * gap: sent = delivered + reported lost.
   *
   * @throws PeerException if the peer is shutting down, has too many subscriptions, or no longer
   *     has what a resume token asks for
   */
  public Subscription subscribe(SubscribeOptions options, MessageListener listener) {
    return runtime().localApps().subscribe(options, listener);
  }

  /**
   * Reads the files again that say who may use the app API.
   *
   * @return done once they count, with what is wrong, one sentence each; if anything is, nothing
   *     changed
   */
  CompletableFuture<List<String>> reloadAccess() {
    return runtime().door().reload();
  }

  /** Its numbers, for a metrics page. */
  List<MetricSource> metrics() {
    List<MetricSource> all = new ArrayList<>(runtime().metrics().sources());
    all.addAll(LimitMetrics.of(config));
    if (bootstrapServer != null) {
      all.addAll(PeerMetrics.connections("bootstrap", bootstrapServer.connections()));
    }
    return all;
  }

  /**
   * Refuses new work and hands over what was accepted, to other peers and to the listeners of this
   * process; blocks, at most 10 s. Close afterwards.
   */
  public void drain() {
    PeerRuntime now;
    synchronized (this) {
      if (runtime == null || closed) {
        return;
      }
      now = runtime;
    }
    now.drain().join();
  }

  /** Waits until the peer is closed. */
  public void awaitTermination() throws InterruptedException {
    terminated.await();
  }

  /**
   * Ends at once; idempotent. Threads that wait in {@link Publisher#publish} and receipts that have
   * not come get a {@link PeerException}.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (runtime != null) {
        runtime.close();
      }
      closeBootstrapServer();
      terminated.countDown();
    }
  }

  /** What the root's tests look at. */
  PeerRuntime internals() {
    return runtime();
  }
}
