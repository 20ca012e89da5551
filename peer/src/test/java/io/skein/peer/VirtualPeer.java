package io.skein.peer;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.skein.peer.core.PeerCore;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.VirtualLoop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Confined to the test's thread. A peer's protocol in memory, wired as in production. */
final class VirtualPeer {
  private static final int MAX_LINKS = 64;

  final String name;
  final PeerId id;
  final VirtualLoop loop;
  final PeerCore core;
  final PeerRecord record;

  VirtualPeer(VirtualNetwork network, String name, long epoch, LogLimits limits) {
    this.name = name;
    id = idOf(name);
    loop = network.time.loop();
    record =
        new PeerRecord(
            id,
            ByteString.EMPTY,
            "test",
            List.of(name),
            epoch,
            1,
            Long.MAX_VALUE,
            Map.of(),
            "1",
            false,
            ByteString.EMPTY);
    long nonce = network.random.nextLong() | 1;
    core =
        new PeerCore(
            new MeshConfig(id, epoch, "test", nonce, MAX_LINKS),
            limits,
            loop,
            network.dialer(name, loop),
            () -> new Hello(1, 1, record, ByteString.EMPTY, nonce, 0, null),
            network.random);
    network.add(this);
  }

  /** The id of a peer of a name. */
  static PeerId idOf(String name) {
    return PeerId.of(Hashing.sha256().hashString(name, StandardCharsets.UTF_8).asBytes());
  }

  void start() {
    core.start(MeshEvents.NONE, () -> {});
  }

  /** Lets this peer dial another one. */
  void knows(VirtualPeer other) {
    core.directory.offer(other.record);
  }

  boolean isLinkedTo(VirtualPeer other) {
    var link = core.mesh.linkTo(other.id);
    return link != null && link.isUp();
  }
}
