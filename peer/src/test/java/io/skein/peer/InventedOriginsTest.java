package io.skein.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A neighbour speaks of the trees of origins that there are not. */
final class InventedOriginsTest {
  /** Twice as many as there are trees at most. */
  private static final int INVENTED = 20_000;

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final History history = new History();

  private VirtualPeer peer(String name, Trust trust) {
    VirtualPeer peer =
        new VirtualPeer(
            network, VirtualPeer.Spec.of(name, LogLimits.DEFAULT, network.random, trust));
    peer.start();
    return peer;
  }

  private void introduce(VirtualPeer one, VirtualPeer other) {
    one.knows(other);
    other.knows(one);
    network.time.run(Duration.ofSeconds(5));
    assertThat(one.isLinkedTo(other)).isTrue();
  }

  private void publish(VirtualPeer peer, int count) {
    for (int i = 0; i < count; i++) {
      history.publish(peer, "app", Lane.NORMAL, "t", 100);
      network.time.run(Duration.ofMillis(10));
    }
  }

  private static Link link(VirtualPeer from, VirtualPeer to) {
    return requireNonNull(from.core.mesh.linkTo(to.id));
  }

  private static PeerId invented(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) (number >> 16);
    bytes[1] = (byte) (number >> 8);
    bytes[2] = (byte) number;
    return PeerId.of(bytes);
  }

  private static SequenceRange range(PeerId origin) {
    return new SequenceRange(new OriginLane(origin, 1, Lane.NORMAL), 1, 1);
  }

  @ParameterizedTest
  @EnumSource(Trust.class)
  void treesOfInventedOriginsTakeTheirPlaceFromNoRealOne(Trust trust) {
    VirtualPeer a = peer("a", trust);
    VirtualPeer b = peer("b", trust);
    VirtualPeer mallory = peer("mallory", trust);
    network.down(VirtualNetwork.Line.of("a", "mallory"));
    introduce(a, b);
    introduce(b, mallory);
    publish(a, 5);
    assertStays(b, a, mallory, (liar, origin) -> b.core.broadcast.prune(liar, origin));
    assertStays(b, a, mallory, (liar, origin) -> b.core.broadcast.attach(liar, origin));
    assertStays(b, a, mallory, (liar, origin) -> b.core.broadcast.graft(liar, range(origin)));
    assertThat(b.core.log.trackedOrigins()).isEqualTo(1);
  }

  private static void assertStays(
      VirtualPeer b, VirtualPeer a, VirtualPeer mallory, BiConsumer<Link, PeerId> lie) {
    Link fromMallory = link(b, mallory);
    for (int i = 0; i < INVENTED; i++) {
      lie.accept(fromMallory, invented(i));
    }
    assertThat(b.core.broadcast.parentOrigins(link(b, a))).isEqualTo(1);
    assertThat(b.core.broadcast.eagerOrigins(fromMallory)).isEqualTo(1);
  }

  /** Else the neighbour, who asks once, would be sent everything twice for ever. */
  @Test
  void whoAsksToBeSentNoMoreOfWhatWasOnlyPulledIsHeard() {
    VirtualPeer a = peer("a", Trust.LINKS);
    VirtualPeer late = peer("late", Trust.LINKS);
    VirtualPeer other = peer("other", Trust.LINKS);
    network.down(VirtualNetwork.Line.of("a", "other"));
    network.down(VirtualNetwork.Line.of("a", "late"));
    introduce(late, other);
    publish(a, 5);
    network.up(VirtualNetwork.Line.of("a", "late"));
    introduce(a, late);
    assertThat(late.core.broadcast.counters().received()).isEqualTo(5);
    assertThat(late.core.broadcast.eagerOrigins(link(late, other))).isZero();
    late.core.broadcast.prune(link(late, other), a.id);
    assertThat(late.core.broadcast.eagerOrigins(link(late, a))).isEqualTo(1);
    assertThat(late.core.broadcast.eagerOrigins(link(late, other))).isZero();
  }
}
