package io.skein.peer.simulation;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.skein.peer.core.PeerCore;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Confined to one thread. A peer's protocol in a virtual network, wired as in production. */
public final class VirtualPeer {
  private static final String NETWORK = "simulation";
  private static final int MAX_LINKS = 256;

  public final String name;
  public final PeerId id;
  public final VirtualLoop loop;
  public final PeerCore core;
  public final PeerRecord record;

  /**
   * What tells one peer from another.
   *
   * @param name its address; its id follows from it
   * @param epoch boot number, at least 1
   * @param wallOffset how much its wall clock is off
   * @param flood whether every batch goes to every neighbour, instead of along trees
   * @param random its only source of chance
   */
  public record Spec(
      String name,
      long epoch,
      LogLimits limits,
      Duration wallOffset,
      boolean flood,
      RandomGenerator random) {}

  /** A peer of a network whose chance is that of the network. */
  public VirtualPeer(VirtualNetwork network, String name, long epoch, LogLimits limits) {
    this(network, new Spec(name, epoch, limits, Duration.ZERO, false, network.random));
  }

  /** A peer that is not started; others can dial it. */
  public VirtualPeer(VirtualNetwork network, Spec spec) {
    name = spec.name();
    id = idOf(name);
    loop = network.time.loop(spec.wallOffset());
    record = recordOf(spec);
    long nonce = spec.random().nextLong() | 1;
    VirtualHost host = network.add(name, loop, this::accept);
    core =
        new PeerCore(
            new MeshConfig(id, spec.epoch(), NETWORK, nonce, MAX_LINKS),
            spec.limits(),
            loop,
            network.dialer(host),
            () -> new Hello(1, 1, record, ByteString.EMPTY, nonce, 0, null),
            spec.random());
  }

  private io.skein.peer.mesh.Link accept(io.skein.peer.mesh.LinkTransport stream) {
    return core.mesh.accept(stream);
  }

  private static PeerRecord recordOf(Spec spec) {
    return new PeerRecord(
        idOf(spec.name()),
        ByteString.EMPTY,
        NETWORK,
        List.of(spec.name()),
        spec.epoch(),
        1,
        Long.MAX_VALUE,
        Map.of(),
        "1",
        false,
        ByteString.EMPTY);
  }

  /** The id of a peer of a name. */
  public static PeerId idOf(String name) {
    return PeerId.of(Hashing.sha256().hashString(name, StandardCharsets.UTF_8).asBytes());
  }

  public void start() {
    core.start(MeshEvents.NONE, () -> {});
  }

  /** Lets this peer dial another one. */
  public void knows(VirtualPeer other) {
    core.discovered(List.of(other.record));
  }

  public boolean isLinkedTo(VirtualPeer other) {
    var link = core.mesh.linkTo(other.id);
    return link != null && link.isUp();
  }
}
