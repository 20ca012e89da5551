package io.skein.peer;

import com.google.common.collect.Sets;
import com.google.protobuf.ByteString;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.skein.bootstrap.grpc.RequestGuard;
import io.skein.peer.core.CoreConfig;
import io.skein.peer.core.PeerCore;
import io.skein.peer.core.Self;
import io.skein.peer.grpc.AppDoor;
import io.skein.peer.grpc.IdentityTrust;
import io.skein.peer.grpc.MessagingService;
import io.skein.peer.grpc.NettyEventLoop;
import io.skein.peer.grpc.OverlayDialer;
import io.skein.peer.grpc.OverlayService;
import io.skein.peer.grpc.PeerInfo;
import io.skein.peer.grpc.PeerInfoService;
import io.skein.peer.grpc.PeerTls;
import io.skein.peer.grpc.Ports;
import io.skein.peer.grpc.Publishing;
import io.skein.peer.grpc.ReceivedRecords;
import io.skein.peer.grpc.SeedAccess;
import io.skein.peer.grpc.SeedTrust;
import io.skein.peer.grpc.Subscribing;
import io.skein.peer.grpc.Transports;
import io.skein.peer.identity.DataDirectory;
import io.skein.peer.identity.Identity;
import io.skein.peer.identity.SnapshotFile;
import io.skein.peer.membership.AddressRules;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.ReadyGate;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A peer from its start to its end. The constructor wires; {@link #start} listens
 * first and only then makes the record that names the real port.
 */
final class PeerRuntime {
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final Duration DRAIN_POLL = Duration.ofMillis(20);
  private static final String UNIX = "unix:";
  private static final int CHANNELZ_PAGE = 100;

  private final PeerConfig config;
  private final DataDirectory directory;
  private final Identity identity;
  private final PeerSecrets secrets;
  private final SecureRandom random = new SecureRandom();
  private final @Nullable PeerTls tls;
  private final Transports transports;
  private final EventLoop loop;
  private final AppDoor door;
  private final IdentityTrust trust;
  private final ReceivedRecords received;
  private final PeerCore core;
  private final PeerEvents events;
  private final Readiness readiness;
  private final ReadyGate gate;
  private final Publishing publishing;
  private final Subscribing subscribing;
  private final LocalApps localApps;
  private final PeerMetrics metrics;
  private final HealthStatusManager health = new HealthStatusManager();
  private final Seeds seeds;
  private final GoodPeers goodPeers;
  private final KeptBans bans;
  private final OwnRecord record;
  private final long bootNonce = random.nextLong() | 1;
  private final long startedAtNanos;
  private @Nullable ListeningServer overlay;
  private @Nullable ListeningServer app;
  private long readyAfterMicros;

  PeerRuntime(PeerConfig config, DataDirectory directory, Identity identity, PeerSecrets secrets)
      throws IOException {
    this.config = config;
    this.directory = directory;
    this.identity = identity;
    this.secrets = secrets;
    tls = secrets.linkTls(random);
    transports =
        new Transports(
            "skein-peer",
            tls == null ? null : tls.server(),
            tls == null ? null : tls::client,
            Ports.limited(config.limits().connections()),
            config.limits().ports());
    loop = new NettyEventLoop(transports.group());
    door = openDoor();
    startedAtNanos = loop.nanoTime();
    AddressRules rules = new AddressRules(config.guard().open());
    trust = new IdentityTrust(config.insecure(), loop::wallMillis, rules);
    received = new ReceivedRecords(config.network(), this::knownRecord, rules, loop::nanoTime);
    CoreConfig parts = config.core(identity, bootNonce);
    OverlayDialer dialer =
        new OverlayDialer(transports, loop, trust, received, rules, config.limits().dialled());
    core = new PeerCore(parts, loop, dialer, new OwnSelf(), random);
    events = new PeerEvents(identity.id(), loop);
    seeds = new Seeds(core);
    goodPeers = new GoodPeers(core, new SnapshotFile(directory, "peers"), config.network());
    bans = new KeptBans(core.mesh.conduct(), loop, new SnapshotFile(directory, "bans"));
    record = new OwnRecord(config, identity, loop, seeds::recordChanged);
    readiness = new Readiness(core, events, seeds::haveAnswered);
    gate = readiness.gate();
    publishing =
        new Publishing(core.broadcast, core.admission, gate, loop, config.log().maxPayload());
    subscribing =
        new Subscribing(core.dispatcher, gate, identity.id(), config.access().subscriptions());
    localApps = new LocalApps(parts.mesh(), core, subscribing, gate);
    metrics = new PeerMetrics(core, received, secrets, door.access(), subscribing, publishing);
    metrics.add(transports.ports(), core.watchMemory(config.limits().memory(publishing::keyBytes)));
  }

  private AppDoor openDoor() throws IOException {
    try {
      return AppDoor.open(config.access(), loop);
    } catch (IOException e) {
      transports.close();
      throw e;
    }
  }

  /** Listens and begins to join. */
  void start() throws IOException {
    List<SeedAccess> servers = new ArrayList<>();
    SeedTrust seedTrust = secrets.seedTrust();
    for (SeedAddress server : config.bootstrap()) {
      servers.add(seedTrust.access(server));
    }
    List<Ban> banned = bans.read();
    onLoop(
        () -> {
          bans.start(banned);
          secrets.members().ifPresent(core.directory::restrictTo);
          core.start(events, publishing::flush);
          secrets.start(loop, this::secretsChanged);
          metrics.start();
        });
    overlay =
        ListeningServer.start(
            transports
                .overlayServer(config.listen().resolve(), config.limits().links().hello())
                .addService(
                    new OverlayService(
                            record::isMade,
                            core.mesh::accept,
                            trust,
                            received,
                            transports.ports().overlay())
                        .definition()),
            "--listen " + config.listen());
    HostPort listening = config.listen().withPort(overlay.port());
    onLoop(() -> record.start(listening));
    if (config.app().isPresent()) {
      String address = config.app().get();
      app = ListeningServer.start(appServer(address), "--app " + address);
    }
    gate.observe(this::readinessChanged);
    onLoop(() -> join(servers));
  }

  private void secretsChanged() {
    if (tls != null) {
      secrets.certificate().ifPresent(tls::present);
    }
    secrets.members().ifPresent(core.directory::restrictTo);
    core.mesh.closeStrangers();
  }

  /**
   * Looks now whether files of certificates or the allow-list have changed; blocks. Returns what is
   * wrong with them.
   */
  List<String> reloadSecrets() {
    return secrets.reload(loop, this::secretsChanged);
  }

  /** Changes of such files that could not be used. */
  long refusedFiles() {
    return secrets.failures();
  }

  private void join(List<SeedAccess> servers) {
    goodPeers.start();
    seeds.start(servers, transports, identity.key(), this::record, random);
    gate.start();
  }

  private NettyServerBuilder appServer(String address) {
    PeerInfo info =
        new PeerInfo(
            this::record,
            !config.insecure(),
            loop,
            startedAtNanos,
            () -> readyAfterMicros,
            gate,
            core.directory,
            core.mesh,
            core.log,
            core.broadcast,
            core.dispatcher);
    return transports
        .appServer(appAddress(address), door, config.log().maxPayload())
        .addService(new MessagingService(publishing, subscribing, door.access()).definition())
        .addService(RequestGuard.around(new PeerInfoService(info, publishing, random, door)))
        .addService(RequestGuard.around(health.getHealthService()))
        .addService(RequestGuard.around(ProtoReflectionServiceV1.newInstance()))
        .addService(RequestGuard.around(ChannelzService.newInstance(CHANNELZ_PAGE)));
  }

  private SocketAddress appAddress(String address) {
    return address.startsWith(UNIX)
        ? transports.unixSocket(address.substring(UNIX.length()))
        : HostPort.parseListen(address).resolve();
  }

  private final class OwnSelf implements Self {
    @Override
    public Hello hello(int links) {
      PeerTls own = tls;
      ByteString proof =
          own == null
              ? ByteString.EMPTY
              : IdentityTrust.prove(identity.key(), config.network(), own.leafSha256());
      return new Hello(
          MeshConfig.PROTOCOL,
          MeshConfig.PROTOCOL,
          record(),
          proof,
          bootNonce,
          links,
          MeshConfig.features(
              Sets.union(config.compression().features(), config.trust().features())),
          null);
    }

    @Override
    public PeerRecord record() {
      return record.get();
    }

    @Override
    public PeerRecord renew(boolean leaving) {
      return record.renew(leaving, core.broadcast.nextSequences());
    }
  }

  private @Nullable PeerRecord knownRecord(PeerId id) {
    return id.equals(identity.id()) ? record() : core.directory.get(id);
  }

  private void readinessChanged(boolean ready) {
    if (ready && readyAfterMicros == 0) {
      readyAfterMicros = ProcessAge.micros();
    }
    ServingStatus status = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    health.setStatus("skein.app.v1.MessagingService", status);
  }

  /**
   * Refuses new work, hands over what was accepted, tells the neighbours.
   *
   * @return done once everything is handed over, or after 10 s
   */
  CompletableFuture<Boolean> drain() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          readiness.startDraining();
          gate.look();
          seeds.close();
          publishing.drain();
          localApps.drain();
          subscribing.drain();
          core.drain();
          core.burst.request();
          pollDrained(loop.nanoTime() + DRAIN.toNanos(), done);
        });
    return done;
  }

  private void pollDrained(long deadlineNanos, CompletableFuture<Boolean> done) {
    boolean read = core.dispatcher.drainCaughtUp();
    boolean drained = read && core.broadcast.isDrained() && localApps.isDrained();
    if (drained || loop.nanoTime() - deadlineNanos > 0) {
      publishing.endCalls();
      done.complete(drained);
    } else {
      loop.schedule(DRAIN_POLL, () -> pollDrained(deadlineNanos, done));
    }
  }

  /** Ends everything now. */
  void close() {
    onLoop(
        () -> {
          secrets.close();
          seeds.close();
          goodPeers.close();
          record.close();
          gate.close();
          metrics.close();
          localApps.close();
          core.close();
        });
    goodPeers.awaitDisk();
    door.close();
    bans.awaitDisk();
    close(app);
    close(overlay);
    transports.close();
    directory.close();
  }

  private static void close(@Nullable ListeningServer server) {
    if (server != null) {
      server.close();
    }
  }

  /** Runs a task on the owner thread and waits for it. */
  private void onLoop(Runnable task) {
    CompletableFuture.runAsync(task, loop::execute).join();
  }

  PeerRecord record() {
    return record.get();
  }

  PeerMetrics metrics() {
    return metrics;
  }

  PeerCore core() {
    return core;
  }

  EventLoop loop() {
    return loop;
  }

  ReadyGate gate() {
    return gate;
  }

  /** The real app address, if there is one. */
  Optional<String> app() {
    return config.app().map(address -> address.startsWith(UNIX) ? address : realPort(address));
  }

  private String realPort(String address) {
    ListeningServer server = Objects.requireNonNull(app, "peer is not started");
    return HostPort.parseListen(address).withPort(server.port()).toString();
  }

  AppDoor door() {
    return door;
  }

  LocalApps localApps() {
    return localApps;
  }

  /** Done once the peer is ready. */
  CompletableFuture<Void> whenReady() {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    loop.execute(() -> gate.whenReady(() -> ready.complete(null)));
    return ready;
  }

  /** The real overlay address. */
  HostPort overlay() {
    return config.listen().withPort(Objects.requireNonNull(overlay).port());
  }
}
