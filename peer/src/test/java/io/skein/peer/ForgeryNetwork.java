package io.skein.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

/**
 * Three honest peers that trust origins, and mallory, who is not honest, beside the one in the
 * middle.
 */
abstract class ForgeryNetwork {
  static final long SEED = 20261121;

  final Random random = new Random(SEED);
  final VirtualNetwork network = new VirtualNetwork(new Random(SEED));
  final History history = new History();
  final VirtualSubscriber subscriber =
      new VirtualSubscriber("app", ">", false, SlowPolicy.CATCH_UP);
  final List<Batch> genuine = new ArrayList<>();
  VirtualPeer a = peer("a", Trust.ORIGINS);
  VirtualPeer b = peer("b", Trust.ORIGINS);
  VirtualPeer c = peer("c", Trust.ORIGINS);
  VirtualPeer mallory = peer("mallory", Trust.ORIGINS);

  VirtualPeer peer(String name, Trust trust) {
    VirtualPeer peer =
        new VirtualPeer(network, VirtualPeer.Spec.of(name, LogLimits.DEFAULT, random, trust));
    peer.start();
    return peer;
  }

  static void link(VirtualPeer one, VirtualPeer other) {
    one.knows(other);
    other.knows(one);
  }

  void run(int seconds) {
    network.time.run(Duration.ofSeconds(seconds));
  }

  void publish(int count) {
    for (int i = 0; i < count; i++) {
      history.publish(a, "app", Lane.NORMAL, "t", 100);
      network.time.run(Duration.ofMillis(1));
    }
  }

  /** A line a, b, c, and mallory beside b: what c gets, b has relayed. */
  @BeforeEach
  void gather() {
    network.down(VirtualNetwork.Line.of("a", "c"));
    network.down(VirtualNetwork.Line.of("a", "mallory"));
    network.down(VirtualNetwork.Line.of("c", "mallory"));
    link(a, b);
    link(b, c);
    link(b, mallory);
    run(5);
    assertThat(b.isLinkedTo(mallory)).isTrue();
    subscriber.subscribeAt(c);
    publish(50);
    run(5);
    for (long at = a.core.log.oldestPosition(); at < a.core.log.nextPosition(); at++) {
      if (a.core.log.get(at) instanceof BatchEntry entry) {
        genuine.add(entry.batch());
      }
    }
  }

  OriginLane laneOfA() {
    return new OriginLane(a.id, 1, Lane.NORMAL);
  }

  Link toB() {
    return requireNonNull(mallory.core.mesh.linkTo(b.id));
  }

  Link fromMallory() {
    return requireNonNull(b.core.mesh.linkTo(mallory.id));
  }
}
