package io.skein.peer;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.access.AccessConfig;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.Trust;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Real peers in this JVM, on free ports of loopback, introduced to each other without a bootstrap
 * server.
 */
final class LocalPeers implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Path directory;
  private final boolean insecure;
  private final List<Peer> peers = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();

  LocalPeers(Path directory, boolean insecure) {
    this.directory = directory;
    this.insecure = insecure;
  }

  /** Starts a peer that knows all others. */
  Peer start() throws IOException {
    return start(LogLimits.DEFAULT);
  }

  Peer start(LogLimits log) throws IOException {
    List<Peer> others = List.copyOf(peers);
    Peer peer = startAlone(log, List.of());
    others.forEach(other -> introduce(peer, other));
    return peer;
  }

  /** Starts a peer that knows all others. */
  Peer start(CompressionConfig compression) throws IOException {
    List<Peer> others = List.copyOf(peers);
    Peer peer = start(LogLimits.DEFAULT, List.of(), compression, AccessConfig.OPEN);
    others.forEach(other -> introduce(peer, other));
    return peer;
  }

  /** Starts a peer that knows nobody, but for bootstrap servers. */
  Peer startAlone(LogLimits log, List<HostPort> bootstrap) throws IOException {
    return start(log, bootstrap, CompressionConfig.NONE, AccessConfig.OPEN);
  }

  /** Starts a peer that knows nobody and asks apps who they are. */
  Peer start(AccessConfig access) throws IOException {
    return start(LogLimits.DEFAULT, List.of(), CompressionConfig.NONE, access);
  }

  private Peer start(
      LogLimits log, List<HostPort> bootstrap, CompressionConfig compression, AccessConfig access)
      throws IOException {
    HostPort any = HostPort.parseListen("127.0.0.1:0");
    Peer peer =
        Peer.create(
            new PeerConfig(
                any,
                List.of(),
                Optional.of(any.toString()),
                bootstrap.stream().map(b -> new SeedAddress(b, Optional.empty())).toList(),
                Optional.empty(),
                directory.resolve("peer" + peers.size()),
                "test",
                insecure,
                SecurityConfig.NONE,
                Trust.LINKS,
                log,
                compression,
                access,
                PeerLimits.DEFAULTS,
                GuardConfig.DEFAULT,
                "test"));
    peers.add(peer);
    peer.start();
    return peer;
  }

  Peer first() {
    return peers.getFirst();
  }

  /** Tells a peer of some others, as a bootstrap server does. */
  static void discover(Peer peer, List<Peer> contacts) {
    PeerRuntime runtime = peer.internals();
    List<PeerRecord> records = contacts.stream().map(c -> c.internals().record()).toList();
    runtime.loop().execute(() -> runtime.core().discovered(records, 0));
  }

  static void introduce(Peer a, Peer b) {
    PeerRuntime first = a.internals();
    PeerRuntime second = b.internals();
    first.loop().execute(() -> first.core().directory.offer(second.record()));
    second.loop().execute(() -> second.core().directory.offer(first.record()));
  }

  /** Waits until every peer has a link to every other. */
  void awaitMesh() {
    await(
        () ->
            peers.stream()
                .allMatch(
                    peer ->
                        peer.notReadyReasons().isEmpty()
                            && peer.internals().core().mesh.neighbours().size()
                                >= peers.size() - 1));
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + DEADLINE);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** An app's connection to a peer. */
  ManagedChannel connect(Peer peer) {
    HostPort app = HostPort.parse(peer.app().orElseThrow());
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(app.host(), app.port()).usePlaintext().build();
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    peers.forEach(Peer::close);
  }
}
