package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Offender;
import io.skein.peer.model.Lane;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One peer of a network against four times as many strangers as there are honest peers. */
final class SybilsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int HONEST = 24;
  private static final int SYBILS = 4 * HONEST;
  private static final int SECONDS = 90;

  private final List<VirtualPeer> honest = new ArrayList<>();
  private final List<VirtualPeer> sybils = new ArrayList<>();
  private final History history = new History();

  /** They break the protocol on every link that they get, and come back. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void peerBesetByMisbehavingSybilsMissesNothingAndFindsHonestLinksAgain(long seed) {
    VirtualNetwork network = new VirtualNetwork(new Random(seed));
    start(network, "honest", HONEST, honest);
    network.time.run(SECOND.multipliedBy(20));
    VirtualPeer victim = honest.getFirst();
    start(network, "sybil", SYBILS, sybils);
    sybils.forEach(sybil -> sybil.knows(victim));
    long published = 0;
    for (int second = 0; second < SECONDS; second++) {
      for (VirtualPeer peer : honest.subList(1, 6)) {
        peer.loop.execute(() -> history.publish(peer, "app", Lane.NORMAL, "t", 100));
        published++;
      }
      sybils.forEach(sybil -> misbehave(sybil, victim));
      network.time.run(SECOND);
    }
    assertThat(honestLinks(victim)).as("honest links").isGreaterThanOrEqualTo(4);
    network.time.run(SECOND.multipliedBy(30));
    assertThat(victim.core.broadcast.counters().received()).isEqualTo(published);
    assertThat(victim.core.mesh.conduct().bans())
        .isNotEmpty()
        .noneMatch(
            ban -> honest.stream().anyMatch(p -> ban.offender().equals(new Offender.OfPeer(p.id))));
  }

  private static void start(
      VirtualNetwork network, String name, int count, List<VirtualPeer> group) {
    for (int i = 0; i < count; i++) {
      VirtualPeer peer = new VirtualPeer(network, name + i, 1, LogLimits.DEFAULT);
      peer.start();
      if (!group.isEmpty()) {
        peer.knows(group.get(i / 2));
      }
      group.add(peer);
    }
  }

  private static void misbehave(VirtualPeer sybil, VirtualPeer victim) {
    Link link = sybil.core.mesh.linkTo(victim.id);
    if (link == null) {
      sybil.knows(victim);
    } else {
      Frame second = new Frame.Hello(1, 1, sybil.record(), ByteString.EMPTY, 1, 0, Set.of(), null);
      sybil.loop.execute(() -> link.sendControl(second));
    }
  }

  private long honestLinks(VirtualPeer victim) {
    return honest.stream().filter(victim::isLinkedTo).count();
  }
}
