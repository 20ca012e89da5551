package io.skein.peer.broadcast;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one peer makes of what another says; both are linked in a virtual network. */
final class RumoursTest {
  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final VirtualPeer self = new VirtualPeer(network, "self", 1, LogLimits.DEFAULT);
  private final VirtualPeer other = new VirtualPeer(network, "other", 1, LogLimits.DEFAULT);
  private final Rumours rumours = new Rumours(self.core.log, self.loop, (link, origin) -> {});

  @BeforeEach
  void link() {
    self.start();
    other.start();
    self.knows(other);
    other.knows(self);
    network.time.run(Duration.ofSeconds(1));
  }

  private Link toOther() {
    return requireNonNull(self.core.mesh.linkTo(other.id));
  }

  private static OriginLane lane(int number) {
    return new OriginLane(VirtualPeer.idOf("origin " + number), 1, Lane.NORMAL);
  }

  private void told(int lane, long first, long last) {
    rumours.told(toOther(), new SequenceRange(lane(lane), first, last), false, 0);
  }

  private void proves(int lane, long first, int count) {
    self.core.log.offer(Batches.batch(lane(lane), first, count, "t", 0), List.of());
  }

  private double penalty() {
    return self.core.mesh.conduct().penalty(other.id);
  }

  @Test
  void whatIsProvedIsNoRumourAnyMore() {
    told(1, 1, 10);
    assertThat(rumours.size()).isEqualTo(1);
    proves(1, 1, 10);
    network.time.run(Duration.ofMillis(100));
    assertThat(rumours.size()).isZero();
    told(1, 5, 10);
    assertThat(rumours.size()).isZero();
  }

  @Test
  void oneNeighbourIsHeardOfSoManyLanesOnly() {
    for (int i = 0; i < Teller.MOST_CLAIMS + 1000; i++) {
      told(i, 1, 10);
    }
    assertThat(rumours.size()).isEqualTo(Teller.MOST_CLAIMS);
  }

  @Test
  void whoIsSilentAboutManyIsNotHeardForAMinuteAndBlamedOnce() {
    for (int i = 0; i < 1000; i++) {
      told(i, 1, 10);
    }
    network.time.run(Duration.ofSeconds(4));
    assertThat(rumours.size()).isEqualTo(Teller.MOST_UNFOUNDED);
    assertThat(penalty()).isBetween(9.0, 10.0);
    told(5000, 1, 10);
    assertThat(rumours.size()).isEqualTo(Teller.MOST_UNFOUNDED);
    network.time.run(Duration.ofSeconds(50));
    assertThat(penalty()).isBetween(9.0, 10.0);
    network.time.run(Duration.ofSeconds(20));
    told(5000, 1, 10);
    assertThat(rumours.size()).isEqualTo(1);
  }

  @Test
  void whomAnotherProvesRightIsNotBlamed() {
    told(1, 1, 10);
    network.time.run(Duration.ofSeconds(50));
    proves(1, 20, 1);
    network.time.run(Duration.ofSeconds(60));
    assertThat(rumours.size()).isZero();
    assertThat(penalty()).isZero();
  }

  @Test
  void whoLostWhatItSaidItHadIsBlamedAtMostOnceAMinute() {
    for (int i = 0; i < 10; i++) {
      told(i, 1, 10);
      rumours.denied(toOther(), new SequenceRange(lane(i), 1, 10));
    }
    network.time.run(Duration.ofSeconds(90));
    assertThat(rumours.size()).isZero();
    assertThat(penalty()).isBetween(9.0, 10.0);
  }

  @Test
  void closedLinkLeavesNothing() {
    told(1, 1, 10);
    rumours.closed(toOther());
    assertThat(rumours.size()).isZero();
  }
}
