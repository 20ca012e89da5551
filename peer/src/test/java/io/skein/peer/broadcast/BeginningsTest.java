package io.skein.peer.broadcast;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BeginningsTest {
  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final VirtualPeer self = peer("self");
  private final VirtualPeer one = peer("one");
  private final VirtualPeer two = peer("two");
  private final Beginnings beginnings = new Beginnings();

  private VirtualPeer peer(String name) {
    return new VirtualPeer(network, name, 1, LogLimits.DEFAULT);
  }

  @BeforeEach
  void link() {
    List.of(self, one, two).forEach(VirtualPeer::start);
    self.knows(one);
    self.knows(two);
    network.time.run(Duration.ofSeconds(1));
  }

  private Link to(VirtualPeer other) {
    return requireNonNull(self.core.mesh.linkTo(other.id));
  }

  private static OriginLane lane(int number) {
    return new OriginLane(VirtualPeer.idOf("origin"), number, Lane.NORMAL);
  }

  @Test
  void lowestCountsAndIsTakenOnce() {
    beginnings.told(to(one), lane(1), 1L << 40);
    beginnings.told(to(two), lane(1), 17);
    assertThat(beginnings.open(lane(1))).isEqualTo(17);
    assertThat(beginnings.open(lane(1))).isEqualTo(1);
  }

  @Test
  void oneNeighbourDoesNotTakeTheRoomOfAnother() {
    for (int i = 1; i <= Beginnings.MOST; i++) {
      beginnings.told(to(one), lane(i), 2);
    }
    beginnings.told(to(two), lane(Beginnings.MOST), 3);
    assertThat(beginnings.open(lane(Beginnings.MOST_OF_ONE))).isEqualTo(2);
    assertThat(beginnings.open(lane(Beginnings.MOST_OF_ONE + 1))).isEqualTo(1);
    assertThat(beginnings.open(lane(Beginnings.MOST))).isEqualTo(3);
  }
}
