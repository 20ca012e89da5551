package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkLimits;
import io.skein.peer.mesh.LinkTransport;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.Lane;
import io.skein.peer.model.PeerId;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links between whole peers: who may stay, who is dialled again, who is given up. */
final class LinksTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final History history = new History();

  private VirtualPeer peer(String name, long epoch) {
    VirtualPeer peer = new VirtualPeer(network, name, epoch, LogLimits.DEFAULT);
    peer.start();
    return peer;
  }

  private static void link(VirtualPeer a, VirtualPeer b) {
    a.knows(b);
    b.knows(a);
  }

  private static Link linkTo(VirtualPeer from, VirtualPeer to) {
    Link link = from.core.mesh.linkTo(to.id);
    assertThat(link).as("link from %s to %s", from.name, to.name).isNotNull();
    return link;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void oneOfTwoSimultaneousLinksStaysAndItIsTheSmallerIdsDial(long seed) {
    VirtualPeer a = peer("a" + seed, 1);
    VirtualPeer b = peer("b" + seed, 1);
    // Longer than the greater id waits politely for the other's dial.
    long latencyNanos = Duration.ofMillis(310 + 40 * seed).toNanos();
    network.wire(
        VirtualNetwork.Line.of(a.name, b.name),
        new VirtualStream.Wire(latencyNanos, 64 << 10, 1 << 20));
    link(a, b);
    network.time.run(SECOND.multipliedBy(5));
    assertThat(a.isLinkedTo(b) && b.isLinkedTo(a)).isTrue();
    VirtualPeer smaller = a.id.compareTo(b.id) < 0 ? a : b;
    assertThat(linkTo(smaller, smaller == a ? b : a).direction()).isEqualTo(Link.Direction.DIALLED);
    assertThat(linkTo(smaller == a ? b : a, smaller).direction())
        .isEqualTo(Link.Direction.ACCEPTED);
  }

  @Test
  void cutLinkIsDialledAgain() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    long generation = linkTo(a, b).generation();
    network.cut(VirtualNetwork.Line.of("a", "b"));
    network.time.run(Duration.ofMillis(1));
    assertThat(network.time.await(() -> a.isLinkedTo(b) && b.isLinkedTo(a), SECOND)).isTrue();
    assertThat(linkTo(a, b).generation()).isGreaterThan(generation);
  }

  /** Two seconds are no success, so both wait for half of five seconds at least, in the end. */
  @Test
  void flappingLineIsDialledOnceABackoffStep() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    long before = linkTo(a, b).generation();
    VirtualNetwork.Line line = VirtualNetwork.Line.of("a", "b");
    for (int seconds = 0; seconds < 180; seconds += 4) {
      network.down(line);
      network.time.run(SECOND.multipliedBy(2));
      network.up(line);
      network.time.run(SECOND.multipliedBy(2));
    }
    network.time.run(SECOND.multipliedBy(6));
    long opened = linkTo(a, b).generation() - before;
    assertThat(opened).as("by both").isLessThan(2 * (10 + 186 * 2 / 5));
  }

  @Test
  void idleLinksCostNothingButPings() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND.multipliedBy(5));
    long before = network.time.ran();
    network.time.run(SECOND.multipliedBy(10));
    assertThat(network.time.ran() - before).isLessThan(1000);
  }

  @Test
  void secondProcessWithALinkedIdentityIsRefusedAndBothHear() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    VirtualPeer twin = new VirtualPeer(network, "b", 2, LogLimits.DEFAULT);
    List<PeerId> seen = new ArrayList<>();
    twin.core.start(
        new MeshEvents() {
          @Override
          public void duplicateIdentity(PeerId id, String where) {
            seen.add(id);
          }
        },
        () -> {});
    twin.knows(a);
    network.time.run(SECOND);
    assertThat(seen).contains(twin.id);
    assertThat(twin.isLinkedTo(a)).isFalse();
    assertThat(linkTo(a, b).isUp()).isTrue();
  }

  @Test
  void restartedPeerTakesThePlaceOfItsSilentLink() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    b.loop.pause();
    VirtualPeer restarted = peer("b", 2);
    restarted.knows(a);
    assertThat(network.time.await(() -> restarted.isLinkedTo(a), SECOND.multipliedBy(10))).isTrue();
  }

  @Test
  void silentPeerIsLeftWithinTenSecondsAndForgottenAfterThreeRefreshes() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    b.loop.pause();
    network.time.run(SECOND.multipliedBy(10));
    assertThat(a.core.mesh.linkTo(b.id)).isNull();
    network.down(VirtualNetwork.Line.of("a", "b"));
    network.time.run(SECOND.multipliedBy(160));
    assertThat(a.core.directory.get(b.id)).isNotNull();
    network.time.run(SECOND.multipliedBy(35));
    assertThat(a.core.directory.get(b.id)).isNull();
  }

  private VirtualPeer peer(String name, Duration hello, Duration silence) {
    VirtualPeer peer =
        new VirtualPeer(
            network,
            new VirtualPeer.Spec(name, 1, LogLimits.DEFAULT, Duration.ZERO, false, network.random),
            new LinkLimits(LinkLimits.LEAST_QUEUE, hello, silence));
    peer.start();
    return peer;
  }

  /** Links are looked at once a second. */
  @Test
  void silentPeerIsLeftWhenItWasTold() {
    VirtualPeer hasty = peer("hasty", SECOND, SECOND.multipliedBy(4));
    VirtualPeer patient = peer("patient", SECOND, SECOND.multipliedBy(20));
    VirtualPeer silent = peer("silent", 1);
    link(hasty, silent);
    link(patient, silent);
    network.time.run(SECOND.multipliedBy(3));
    silent.loop.pause();
    network.time.run(SECOND.multipliedBy(3));
    linkTo(hasty, silent);
    network.time.run(SECOND.multipliedBy(3));
    assertThat(hasty.core.mesh.linkTo(silent.id)).isNull();
    network.time.run(SECOND.multipliedBy(13));
    linkTo(patient, silent);
    network.time.run(SECOND.multipliedBy(3));
    assertThat(patient.core.mesh.linkTo(silent.id)).isNull();
  }

  @Test
  void whoDialsAndSaysNothingIsLeftWhenItWasTold() {
    VirtualPeer a = peer("a", SECOND.multipliedBy(7), SECOND.multipliedBy(5));
    List<String> ends = new ArrayList<>();
    a.core.mesh.accept(new SilentTransport(ends));
    network.time.run(SECOND.multipliedBy(7));
    assertThat(ends).isEmpty();
    network.time.run(SECOND.multipliedBy(2));
    assertThat(ends).singleElement().asString().contains("no Hello within 7 s");
  }

  /** A stream on which nothing comes. */
  private record SilentTransport(List<String> ends) implements LinkTransport {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public int send(List<Frame> frames, long acknowledgedBytes) {
      return frames.size();
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
      ends.add(detail);
    }

    @Override
    public String remoteAddress() {
      return "nowhere";
    }
  }

  @Test
  void peerThatCannotBeDialledIsForgottenToo() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    a.core.directory.offer(b.record(List.of(), 1, false));
    assertThat(a.core.membership.untried()).as("there is nothing to try").isZero();
    network.time.run(SECOND.multipliedBy(195));
    assertThat(a.core.directory.get(b.id)).isNull();
  }

  @Test
  void peerWhoseLinkEndsIsUntriedUntilTheNextDialEnded() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    assertThat(a.core.membership.untried()).isZero();
    network.down(VirtualNetwork.Line.of("a", "b"));
    network.time.run(Duration.ofMillis(10));
    assertThat(a.core.membership.untried()).isEqualTo(1);
    network.time.run(SECOND);
    assertThat(a.core.membership.untried()).as("it is alone and knows it").isZero();
  }

  @Test
  void networkThatWasPartedForTenMinutesIsOneWithinAMinute() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    network.down(VirtualNetwork.Line.of("a", "b"));
    network.time.run(Duration.ofMinutes(10));
    assertThat(a.core.directory.get(b.id)).isNull();
    network.up(VirtualNetwork.Line.of("a", "b"));
    assertThat(
            network.time.await(() -> a.isLinkedTo(b) && b.isLinkedTo(a), SECOND.multipliedBy(60)))
        .isTrue();
  }

  @Test
  void drainingPeerIsForgottenAtOnce() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    b.core.close();
    network.time.run(SECOND);
    assertThat(a.core.directory.get(b.id)).isNull();
    assertThat(a.core.mesh.neighbours()).isEmpty();
  }

  @Test
  void pauseOfTheProcessAccusesNobody() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    network.wire(
        VirtualNetwork.Line.of("a", "b"), new VirtualStream.Wire(1_000_000, 1 << 10, 1L << 30));
    link(a, b);
    network.time.run(SECOND);
    Link link = linkTo(a, b);
    for (int i = 0; i < 4; i++) {
      a.loop.execute(() -> history.publish(a, "app", Lane.NORMAL, "t", 100_000));
    }
    a.loop.schedule(Duration.ofMillis(1), a.loop::pause);
    network.time.run(Duration.ofSeconds(4));
    a.loop.resume();
    assertThat(link.isLazy()).isFalse();
    network.time.run(SECOND.multipliedBy(3));
    assertThat(linkTo(a, b)).isSameAs(link);
    assertThat(link.isLazy()).isFalse();
  }

  @Test
  void stalledNeighbourIsBoundedAndLeft() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    VirtualNetwork.Line line = VirtualNetwork.Line.of("a", "b");
    link(a, b);
    network.time.run(SECOND);
    Link stalled = linkTo(a, b);
    network.stall(line, true);
    for (int i = 0; i < 200; i++) {
      history.publish(a, "app", Lane.NORMAL, "t", 100_000);
      network.time.run(Duration.ofMillis(10));
      assertThat(stalled.queuedBytes()).isLessThanOrEqualTo(8 << 20);
    }
    network.time.run(SECOND.multipliedBy(5));
    assertThat(a.core.mesh.linkTo(b.id)).isNotSameAs(stalled);
  }

  @Test
  void lazyLinkStillSendsUrgentBatchesUntilTheseAreTooManyToo() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    link(a, b);
    network.time.run(SECOND);
    Link slow = linkTo(a, b);
    network.stall(VirtualNetwork.Line.of("a", "b"), true);
    publishOn(a, Lane.NORMAL, 10);
    publishOn(a, Lane.URGENT, 1);
    slow.turnLazy();
    assertThat(slow.queuedBytes()).as("what was urgent").isBetween(50_000L, 51_000L);
    publishOn(a, Lane.BULK, 1);
    publishOn(a, Lane.URGENT, 1);
    assertThat(slow.queuedBytes()).isBetween(100_000L, 102_000L);
    slow.turnLazy();
    publishOn(a, Lane.URGENT, 1);
    assertThat(slow.queuedBytes()).as("nothing any more").isZero();
    slow.turnEager();
    publishOn(a, Lane.NORMAL, 1);
    publishOn(a, Lane.URGENT, 1);
    assertThat(slow.queuedBytes()).isBetween(100_000L, 102_000L);
  }

  private void publishOn(VirtualPeer peer, Lane lane, int messages) {
    for (int i = 0; i < messages; i++) {
      history.publish(peer, "app", lane, "t", 50_000);
      network.time.run(Duration.ofMillis(1));
    }
  }

  @Test
  void admissionOpensAgainAfterASlowLinkEnded() {
    VirtualPeer a = peer("a", 1);
    VirtualPeer b = peer("b", 1);
    VirtualNetwork.Line line = VirtualNetwork.Line.of("a", "b");
    link(a, b);
    network.time.run(SECOND);
    network.stall(line, true);
    for (int i = 0; i < 10; i++) {
      history.publish(a, "app", Lane.NORMAL, "t", 100_000);
    }
    network.time.run(Duration.ofMillis(10));
    assertThat(a.core.admission.isOpen()).isFalse();
    network.cut(line);
    network.time.run(Duration.ofMillis(10));
    assertThat(a.core.admission.isOpen()).isTrue();
  }
}
