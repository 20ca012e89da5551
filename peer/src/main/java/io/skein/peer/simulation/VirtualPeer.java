package io.skein.peer.simulation;

import com.google.common.collect.Sets;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.core.CoreConfig;
import io.skein.peer.core.CoreLimits;
import io.skein.peer.core.PeerCore;
import io.skein.peer.core.Self;
import io.skein.peer.identity.OriginProofs;
import io.skein.peer.log.BatchMemory;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkLimits;
import io.skein.peer.mesh.LinkTransport;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.Trust;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Confined to one thread. A peer's protocol in a virtual network, wired as in production. */
public final class VirtualPeer {
  private static final String NETWORK = "simulation";

  public final String name;
  public final PeerId id;
  public final VirtualLoop loop;
  public final PeerCore core;
  private final Spec spec;
  private final long nonce;
  private final Trust trust;
  private PeerRecord record;

  /**
   * What tells one peer from another.
   *
   * @param name its address; its id follows from it
   * @param epoch boot number, at least 1
   * @param wallOffset how much its wall clock is off
   * @param flood whether every batch goes to every neighbour, instead of along trees
   * @param random its only source of chance
   * @param compression which batches it compresses, if it can
   * @param trust whose word counts; with origins, the id follows from the key of {@link #keyOf}
   */
  public record Spec(
      String name,
      long epoch,
      LogLimits limits,
      Duration wallOffset,
      boolean flood,
      RandomGenerator random,
      CompressionConfig compression,
      Trust trust) {
    /** One that takes and makes no compressed batches. */
    public Spec(
        String name,
        long epoch,
        LogLimits limits,
        Duration wallOffset,
        boolean flood,
        RandomGenerator random) {
      this(name, epoch, limits, wallOffset, flood, random, CompressionConfig.NONE, Trust.LINKS);
    }

    /** The first boot of one that trusts links or origins. */
    public static Spec of(String name, LogLimits limits, RandomGenerator random, Trust trust) {
      return new Spec(name, 1, limits, Duration.ZERO, false, random, CompressionConfig.NONE, trust);
    }
  }

  /** A peer of a network whose chance is that of the network. */
  public VirtualPeer(VirtualNetwork network, String name, long epoch, LogLimits limits) {
    this(network, new Spec(name, epoch, limits, Duration.ZERO, false, network.random));
  }

  /** A peer that is not started; others can dial it. */
  public VirtualPeer(VirtualNetwork network, Spec spec) {
    this(network, spec, LinkLimits.DEFAULTS);
  }

  /** The same with other limits of links. */
  public VirtualPeer(VirtualNetwork network, Spec spec, LinkLimits links) {
    name = spec.name();
    trust = spec.trust();
    id = trust == Trust.ORIGINS ? idOf(keyOf(name)) : idOf(name);
    loop = network.time.loop(spec.wallOffset());
    this.spec = spec;
    record = record(List.of(name), 1, false);
    nonce = spec.random().nextLong() | 1;
    VirtualHost host = network.add(name, loop, this::accept);
    BatchProofs proofs = OriginProofs.of(trust, keyOf(name), NETWORK);
    core =
        new PeerCore(
            new CoreConfig(
                new MeshConfig(
                    id, spec.epoch(), NETWORK, nonce, proofs.trust(), ConductConfig.DEFAULT, links),
                spec.limits(),
                BatchMemory.IN_PLACE,
                spec.flood(),
                proofs,
                spec.compression(),
                CoreLimits.DEFAULTS),
            loop,
            network.dialer(host),
            new VirtualSelf(),
            spec.random());
  }

  private Link accept(LinkTransport stream) {
    return core.mesh.accept(stream);
  }

  /** A record that this peer could make. */
  public PeerRecord record(List<String> addresses, long revision, boolean leaving) {
    return record(addresses, revision, leaving, List.of());
  }

  private PeerRecord record(
      List<String> addresses, long revision, boolean leaving, List<Long> next) {
    return new PeerRecord(
        id,
        ByteString.EMPTY,
        NETWORK,
        addresses,
        spec.epoch(),
        revision,
        Long.MAX_VALUE,
        Map.of(),
        "1",
        leaving,
        spec.compression().features(),
        next,
        ByteString.EMPTY);
  }

  /** What this peer says of itself now. */
  public PeerRecord record() {
    return record;
  }

  private final class VirtualSelf implements Self {
    @Override
    public Hello hello(int links) {
      Set<String> features = MeshConfig.features(Sets.union(record.features(), trust.features()));
      return new Hello(1, 1, record, ByteString.EMPTY, nonce, links, features, null);
    }

    @Override
    public PeerRecord record() {
      return record;
    }

    @Override
    public PeerRecord renew(boolean leaving) {
      List<Long> next = core.broadcast.nextSequences();
      record = VirtualPeer.this.record(record.addresses(), record.revision() + 1, leaving, next);
      return record;
    }
  }

  /** The id of a peer of a name. */
  public static PeerId idOf(String name) {
    return PeerId.of(Hashing.sha256().hashString(name, StandardCharsets.UTF_8).asBytes());
  }

  private static PeerId idOf(Ed25519Key key) {
    return PeerId.of(PeerIds.ofPublicKey(key.publicKey()));
  }

  /** The key of a peer of a name. */
  public static Ed25519Key keyOf(String name) {
    return Ed25519Key.fromSeed(
        Hashing.sha256().hashString("key of " + name, StandardCharsets.UTF_8).asBytes());
  }

  public void start() {
    core.start(MeshEvents.NONE, () -> {});
  }

  /** Lets this peer dial another one. */
  public void knows(VirtualPeer other) {
    core.discovered(List.of(other.record), 0);
  }

  public boolean isLinkedTo(VirtualPeer other) {
    var link = core.mesh.linkTo(other.id);
    return link != null && link.isUp();
  }

  /** Takes no more links, and hands on what is left. */
  void drain() {
    core.drain();
    core.burst.request();
  }

  /** Whether everything has been handed on. */
  boolean isDrained() {
    return core.dispatcher.drainCaughtUp() && core.broadcast.isDrained();
  }

  /** Ends the protocol, and tells the neighbours. */
  void close() {
    core.close();
  }
}
