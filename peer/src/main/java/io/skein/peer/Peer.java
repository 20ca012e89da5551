package io.skein.peer;

import io.skein.peer.admin.MetricSource;
import io.skein.peer.identity.DataDirectory;
import io.skein.peer.identity.Identity;
import io.skein.peer.model.PeerId;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. One peer: its identity, its links, its log and the service for its apps. {@link
 * #start()} listens and begins to join, {@link #drain()} hands over what was accepted, {@link
 * #close()} ends at once.
 */
public final class Peer implements AutoCloseable {
  private final PeerConfig config;
  private final CountDownLatch terminated = new CountDownLatch(1);
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
      runtime = start(directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private PeerRuntime start(DataDirectory directory) throws IOException {
    Identity identity = Identity.loadOrCreate(directory, System.currentTimeMillis());
    PeerRuntime started = new PeerRuntime(config, directory, identity);
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

  /** Where apps reach it, {@code HOST:PORT} or {@code unix:PATH}, with the real port. */
  public String app() {
    return runtime().app();
  }

  /** Why it is not ready, one sentence each; empty if it is. */
  public List<String> notReadyReasons() {
    return runtime().gate().reasons();
  }

  /** Its numbers, for a metrics page. */
  List<MetricSource> metrics() {
    return runtime().metrics().sources();
  }

  /** Refuses new work and hands over what was accepted; blocks, at most 10 s. Close afterwards. */
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

  /** Ends at once; idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (runtime != null) {
        runtime.close();
      }
      terminated.countDown();
    }
  }

  /** What the root's tests look at. */
  PeerRuntime internals() {
    return runtime();
  }
}
