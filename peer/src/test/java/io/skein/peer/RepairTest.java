package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was lost on one way comes on another, and what is not to be had is told. */
@ParameterizedClass
@EnumSource(Trust.class)
final class RepairTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final LogLimits SMALL = new LogLimits(64 << 10, Duration.ofMinutes(5), 32 << 10);

  @Parameter Trust trust;

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final History history = new History();
  private final VirtualSubscriber subscriber =
      new VirtualSubscriber("app", ">", false, SlowPolicy.CATCH_UP);

  private VirtualPeer peer(String name, LogLimits limits) {
    VirtualPeer peer =
        new VirtualPeer(network, VirtualPeer.Spec.of(name, limits, network.random, trust));
    peer.start();
    return peer;
  }

  private void link(VirtualPeer a, VirtualPeer b, long latencyMillis, long bytesPerSecond) {
    network.wire(
        VirtualNetwork.Line.of(a.name, b.name),
        new VirtualStream.Wire(latencyMillis * 1_000_000, 64 << 10, bytesPerSecond));
    a.knows(b);
    b.knows(a);
  }

  private void publish(VirtualPeer peer, int count, int bytes) {
    for (int i = 0; i < count; i++) {
      history.publish(peer, "app", Lane.NORMAL, "t", bytes);
      network.time.run(Duration.ofMillis(1));
    }
  }

  @Test
  void partitionedPeersGetEverythingAfterIt() {
    VirtualPeer a = peer("a", LogLimits.DEFAULT);
    VirtualPeer b = peer("b", LogLimits.DEFAULT);
    link(a, b, 1, 1 << 20);
    network.time.run(SECOND);
    subscriber.subscribeAt(b);
    network.down(VirtualNetwork.Line.of("a", "b"));
    publish(a, 100, 500);
    network.time.run(SECOND.multipliedBy(30));
    network.up(VirtualNetwork.Line.of("a", "b"));
    network.time.run(SECOND.multipliedBy(15));
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
    assertThat(history.waitingForReceipts()).isZero();
  }

  @Test
  void originThatWasNeverHeardOfIsReportedLostFromItsStart() {
    VirtualPeer a = peer("a", SMALL);
    VirtualPeer b = peer("b", SMALL);
    link(a, b, 1, 1 << 20);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(b);
    network.down(VirtualNetwork.Line.of("a", "b"));
    publish(a, 300, 500);
    network.up(VirtualNetwork.Line.of("a", "b"));
    network.time.run(SECOND.multipliedBy(15));
    subscriber.check(history);
    assertThat(b.core.dispatcher.counters().reportedLost()).isPositive();
  }

  @Test
  void lastMessagesThatNobodyHasAnyMoreAreReportedLost() {
    VirtualPeer a = peer("a", SMALL);
    VirtualPeer b = peer("b", SMALL);
    link(a, b, 1, 1 << 20);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(b);
    publish(a, 1, 100);
    network.time.run(SECOND);
    network.down(VirtualNetwork.Line.of("a", "b"));
    publish(a, 10, 500);
    for (int i = 0; i < 300; i++) {
      history.publish(a, "app", Lane.BULK, "t", 500);
      network.time.run(Duration.ofMillis(1));
    }
    network.up(VirtualNetwork.Line.of("a", "b"));
    network.time.run(SECOND.multipliedBy(30));
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isGreaterThan(10);
  }

  @Test
  void lastMessagesThatNobodyHasAnyMoreAreReportedLostFarFromTheirOriginToo() {
    VirtualPeer a = peer("a", SMALL);
    VirtualPeer b = peer("b", SMALL);
    VirtualPeer c = peer("c", SMALL);
    network.down(VirtualNetwork.Line.of("a", "c"));
    link(a, b, 1, 1 << 20);
    link(b, c, 1, 1 << 20);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(c);
    publish(a, 3, 500);
    network.time.run(SECOND);
    network.down(VirtualNetwork.Line.of("b", "c"));
    publish(a, 3, 500);
    publish(b, 200, 500);
    network.time.run(SECOND);
    network.up(VirtualNetwork.Line.of("b", "c"));
    network.time.run(Duration.ofMinutes(3));
    assertThat(c.core.broadcast.counters().givenUp()).isGreaterThanOrEqualTo(3);
    subscriber.check(history);
  }

  @Test
  void joiningPeerMissesNothingOfWhatWasBeforeIt() {
    VirtualPeer a = peer("a", SMALL);
    publish(a, 300, 500);
    VirtualPeer b = peer("b", SMALL);
    link(a, b, 1, 1 << 20);
    network.time.run(SECOND.multipliedBy(5));
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
    assertThat(b.core.broadcast.counters().received()).isPositive();
  }

  @Test
  void neighbourThatMissesTheSameDoesNotMakeItLost() {
    VirtualPeer a = peer("a", LogLimits.DEFAULT);
    VirtualPeer b = peer("b", LogLimits.DEFAULT);
    VirtualPeer c = peer("c", LogLimits.DEFAULT);
    link(a, b, 400, 1 << 20);
    link(b, c, 1, 1 << 20);
    network.time.run(SECOND.multipliedBy(5));
    subscriber.subscribeAt(c);
    publish(a, 5, 100);
    network.cut(VirtualNetwork.Line.of("a", "b"));
    publish(a, 5, 100);
    assertThat(network.time.await(() -> b.isLinkedTo(a), SECOND.multipliedBy(10))).isTrue();
    publish(a, 5, 100);
    network.time.run(SECOND.multipliedBy(30));
    subscriber.check(history);
    assertThat(c.core.broadcast.counters().givenUp()).isZero();
  }

  @Test
  void neighbourThatNeverHeardOfTheOriginDoesNotMakeItLost() {
    VirtualPeer a = peer("a", LogLimits.DEFAULT);
    VirtualPeer b = peer("b", LogLimits.DEFAULT);
    VirtualPeer c = peer("c", LogLimits.DEFAULT);
    VirtualNetwork.Line line = VirtualNetwork.Line.of("a", "c");
    link(b, c, 1, 1 << 20);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(c);
    publish(a, 5, 100);
    link(a, c, 200, 1 << 20);
    OriginLane lane = new OriginLane(a.id, 1, Lane.NORMAL);
    assertThat(network.time.await(() -> c.core.log.lane(lane) != null, SECOND.multipliedBy(10)))
        .isTrue();
    network.down(line);
    network.time.run(SECOND.multipliedBy(5));
    network.up(line);
    network.time.run(SECOND.multipliedBy(30));
    subscriber.check(history);
    assertThat(c.core.broadcast.counters().givenUp()).isZero();
  }

  @Test
  void slowBackfillIsNeitherGivenUpNorAskedTwice() {
    LogLimits limits = new LogLimits(8 << 20, Duration.ofMinutes(5), 32 << 10);
    VirtualPeer a = peer("a", limits);
    VirtualPeer b = peer("b", limits);
    link(a, b, 10, 32 << 10);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(b);
    network.down(VirtualNetwork.Line.of("a", "b"));
    for (Lane lane : Lane.values()) {
      for (int i = 0; i < 100; i++) {
        history.publish(a, "app", lane, "t", 8000);
        network.time.run(Duration.ofMillis(1));
      }
    }
    network.up(VirtualNetwork.Line.of("a", "b"));
    network.time.run(SECOND.multipliedBy(150));
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
    assertThat(b.core.broadcast.counters().duplicates()).isLessThan(30);
  }

  @Test
  void acknowledgementLostWithItsLinkComesWithTheNextOne() {
    VirtualPeer a = peer("a", LogLimits.DEFAULT);
    VirtualPeer b = peer("b", LogLimits.DEFAULT);
    link(a, b, 100, 1 << 20);
    network.time.run(SECOND.multipliedBy(2));
    publish(a, 1, 10);
    OriginLane lane = new OriginLane(a.id, 1, Lane.NORMAL);
    assertThat(network.time.await(() -> b.core.log.lane(lane) != null, SECOND)).isTrue();
    network.cut(VirtualNetwork.Line.of("a", "b"));
    assertThat(history.waitingForReceipts()).isEqualTo(1);
    network.time.run(SECOND.multipliedBy(5));
    assertThat(history.waitingForReceipts()).isZero();
  }

  @Test
  void pauseOfTheProcessGivesNothingUp() {
    VirtualPeer a = peer("a", LogLimits.DEFAULT);
    VirtualPeer b = peer("b", LogLimits.DEFAULT);
    link(a, b, 200, 1 << 20);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(b);
    network.down(VirtualNetwork.Line.of("a", "b"));
    publish(a, 5, 100);
    network.up(VirtualNetwork.Line.of("a", "b"));
    OriginLane lane = new OriginLane(a.id, 1, Lane.NORMAL);
    assertThat(network.time.await(() -> b.core.log.lane(lane) != null, SECOND.multipliedBy(10)))
        .isTrue();
    b.loop.pause();
    network.time.run(SECOND.multipliedBy(30));
    b.loop.resume();
    network.time.run(SECOND.multipliedBy(15));
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
  }

  @Test
  void peerThatWasAloneForAWhileGivesNothingUp() {
    VirtualPeer a = peer("a", LogLimits.DEFAULT);
    VirtualPeer b = peer("b", LogLimits.DEFAULT);
    VirtualNetwork.Line line = VirtualNetwork.Line.of("a", "b");
    link(a, b, 200, 1 << 20);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(b);
    network.down(line);
    publish(a, 5, 100);
    network.up(line);
    OriginLane lane = new OriginLane(a.id, 1, Lane.NORMAL);
    assertThat(network.time.await(() -> b.core.log.lane(lane) != null, SECOND.multipliedBy(10)))
        .isTrue();
    network.down(line);
    network.time.run(SECOND.multipliedBy(30));
    network.up(line);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
  }
}
