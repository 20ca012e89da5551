package io.skein.peer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.simulation.VirtualNetwork.Line;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VirtualStreamTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final VirtualPeer a = new VirtualPeer(network, "a", 1, LogLimits.DEFAULT);
  private final VirtualPeer b = new VirtualPeer(network, "b", 1, LogLimits.DEFAULT);

  VirtualStreamTest() {
    a.start();
    b.start();
    a.knows(b);
    b.knows(a);
    network.time.run(SECOND.multipliedBy(2));
  }

  @Test
  void whatIsSentIsCounted() {
    assertThat(a.isLinkedTo(b)).isTrue();
    assertThat(network.traffic().linkMessages()).isPositive();
    assertThat(network.traffic().controlBytes()).isPositive();
    assertThat(network.traffic().dataBytes()).isZero();
  }

  @Test
  void cutIsHeardAtOnce() {
    network.down(Line.of("a", "b"));
    network.time.run(Duration.ofMillis(1));

    assertThat(a.core.mesh.linkTo(b.id)).isNull();
    assertThat(b.core.mesh.linkTo(a.id)).isNull();
  }

  @Test
  void crashIsHeardBySilenceOnly() {
    network.crash("b");
    network.time.run(SECOND.multipliedBy(2));
    assertThat(a.core.mesh.linkTo(b.id)).isNotNull();

    network.time.run(SECOND.multipliedBy(10));
    assertThat(a.core.mesh.linkTo(b.id)).isNull();
  }

  @Test
  void partitionIsHeardBySilenceAndHeals() {
    network.partition(line -> true);
    network.time.run(SECOND.multipliedBy(10));
    assertThat(a.core.mesh.linkTo(b.id)).isNull();

    network.heal();
    assertThat(network.time.await(() -> a.isLinkedTo(b), SECOND.multipliedBy(60))).isTrue();
  }
}
