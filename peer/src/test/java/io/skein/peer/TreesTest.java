package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.model.Lane;
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

/** Batches cross each peer once, and all peers. */
final class TreesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int PEERS = 30;

  private final History history = new History();
  private final List<VirtualPeer> peers = new ArrayList<>();

  private VirtualNetwork network(long seed) {
    Random random = new Random(seed);
    VirtualNetwork network = new VirtualNetwork(random);
    for (int i = 0; i < PEERS; i++) {
      VirtualPeer peer = new VirtualPeer(network, "p" + i, 1, LogLimits.DEFAULT);
      peer.start();
      for (int j = 0; j < Math.min(3, i); j++) {
        VirtualPeer other = peers.get(random.nextInt(i));
        long latency = Duration.ofMillis(10 + random.nextInt(40)).toNanos();
        network.wire(
            VirtualNetwork.Line.of(peer.name, other.name),
            new VirtualStream.Wire(latency, 1 << 20, 1 << 30));
        peer.knows(other);
        other.knows(peer);
      }
      peers.add(peer);
    }
    network.time.run(Duration.ofMinutes(1));
    return network;
  }

  private void publish(VirtualNetwork network, int rounds) {
    for (int i = 0; i < rounds; i++) {
      for (int p = 0; p < 3; p++) {
        history.publish(peers.get(p), "app", Lane.NORMAL, "t", 100);
      }
      network.time.run(Duration.ofMillis(100));
    }
    network.time.run(SECOND.multipliedBy(3));
  }

  private long received() {
    return peers.stream().mapToLong(peer -> peer.core.broadcast.counters().received()).sum();
  }

  private long duplicates() {
    return peers.stream().mapToLong(peer -> peer.core.broadcast.counters().duplicates()).sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void allPeersGetEverythingAndAfterTheFirstBatchesHardlyAnyTwice(long seed) {
    VirtualNetwork network = network(seed);
    publish(network, 20);
    assertThat(received()).isEqualTo(20L * 3 * (PEERS - 1));
    long before = duplicates();
    publish(network, 100);
    assertThat(received()).isEqualTo(120L * 3 * (PEERS - 1));
    assertThat(duplicates() - before).isLessThan(3L * (PEERS - 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whoLosesItsParentIsServedByAnotherWithinASecond(long seed) {
    VirtualNetwork network = network(seed);
    publish(network, 20);
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      VirtualPeer peer = peers.get(random.nextInt(PEERS));
      List<VirtualPeer> linked = peers.stream().filter(peer::isLinkedTo).toList();
      VirtualPeer other = linked.get(random.nextInt(linked.size()));
      VirtualNetwork.Line line = VirtualNetwork.Line.of(peer.name, other.name);
      network.down(line);
      history.publish(peers.get(0), "app", Lane.NORMAL, "t", 100);
      network.time.run(SECOND.multipliedBy(2));
      assertThat(received()).isEqualTo((20L * 3 + i + 1) * (PEERS - 1));
      network.up(line);
      network.time.run(SECOND.multipliedBy(2));
    }
    assertThat(received()).isEqualTo((20L * 3 + 10) * (PEERS - 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whoLosesItsParentIsSentToUnaskedSoonAfter(long seed) {
    VirtualNetwork network = network(seed);
    publish(network, 20);
    for (VirtualPeer peer : peers.subList(10, 20)) {
      peers.stream()
          .filter(other -> isParent(peer, other))
          .findFirst()
          .ifPresent(parent -> network.down(VirtualNetwork.Line.of(peer.name, parent.name)));
    }
    publish(network, 50);
    long before = repaired();
    publish(network, 100);
    assertThat(received()).isEqualTo(170L * 3 * (PEERS - 1));
    assertThat(repaired() - before).isLessThan(3L * (PEERS - 1));
  }

  private static boolean isParent(VirtualPeer peer, VirtualPeer other) {
    return peer.core.mesh.neighbours().stream()
        .anyMatch(
            link ->
                link.remote().id().equals(other.id) && peer.core.broadcast.parentOrigins(link) > 0);
  }

  private long repaired() {
    return peers.stream().mapToLong(peer -> peer.core.broadcast.counters().repaired()).sum();
  }

  @Test
  void whatOneGotAfterAPartitionIsPassedOnThroughAChain() {
    VirtualNetwork network = new VirtualNetwork(new Random(1));
    for (int i = 0; i < 8; i++) {
      VirtualPeer peer = new VirtualPeer(network, "p" + i, 1, LogLimits.DEFAULT);
      peer.start();
      peers.add(peer);
      if (i > 0) {
        network.wire(
            VirtualNetwork.Line.of(peer.name, "p" + (i - 1)),
            new VirtualStream.Wire(20_000_000, 1 << 20, 1 << 30));
        peer.knows(peers.get(i - 1));
        peers.get(i - 1).knows(peer);
      }
    }
    network.time.run(SECOND.multipliedBy(15));
    VirtualNetwork.Line line = VirtualNetwork.Line.of("p3", "p4");
    network.down(line);
    for (int i = 0; i < 100; i++) {
      history.publish(peers.get(0), "app", Lane.NORMAL, "t", 100);
      network.time.run(Duration.ofMillis(100));
    }
    network.up(line);
    network.time.run(SECOND.multipliedBy(8));
    assertThat(peers.getLast().core.broadcast.counters().received()).isEqualTo(100);
  }

  @Test
  void whatIsInTheQueueOfAParentThatSendsIsAskedOfNobodyElse() {
    VirtualNetwork network = new VirtualNetwork(new Random(1));
    for (int i = 0; i < 3; i++) {
      VirtualPeer peer = new VirtualPeer(network, "p" + i, 1, LogLimits.DEFAULT);
      peer.start();
      for (VirtualPeer other : peers) {
        peer.knows(other);
        other.knows(peer);
      }
      peers.add(peer);
    }
    network.wire(
        VirtualNetwork.Line.of("p0", "p2"), new VirtualStream.Wire(1_000_000, 256 << 10, 2 << 20));
    network.time.run(SECOND.multipliedBy(15));
    history.publish(peers.get(0), "app", Lane.NORMAL, "t", 100);
    network.time.run(SECOND);

    int burst = 600;
    for (int i = 0; i < burst; i++) {
      history.publish(peers.get(0), "app", Lane.NORMAL, "t", 2_000);
    }
    network.time.run(SECOND.multipliedBy(5));

    assertThat(received()).isEqualTo(2L * (burst + 1));
    assertThat(repaired()).isZero();
  }
}
