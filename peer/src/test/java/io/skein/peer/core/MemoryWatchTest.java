package io.skein.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame.Ping;
import io.skein.peer.mesh.Link;
import io.skein.peer.runtime.MemoryBudget;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MemoryWatchTest {
  private static final long SOFT = 1 << 20;
  private static final long HARD = 2 << 20;
  private static final Duration TICK = Duration.ofMillis(200);

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final VirtualPeer peer = new VirtualPeer(network, "a", 1, LogLimits.DEFAULT);
  private final VirtualPeer slow = new VirtualPeer(network, "b", 1, LogLimits.DEFAULT);
  private final AtomicLong other = new AtomicLong();
  private final MemoryWatch watch = new MemoryWatch(peer.core, new MemoryBudget(SOFT, HARD));

  @BeforeEach
  void linkToASlowNeighbourForWhichMuchWaits() {
    network.wire(
        VirtualNetwork.Line.of("a", "b"), new VirtualStream.Wire(1_000_000, 1 << 10, 20_000));
    watch.budget().add("other", other::get);
    peer.start();
    slow.start();
    peer.knows(slow);
    slow.knows(peer);
    assertThat(network.time.await(() -> peer.isLinkedTo(slow), Duration.ofSeconds(5))).isTrue();
    network.time.run(Duration.ofSeconds(2));
    watch.start();
  }

  private Link link() {
    Link link = peer.core.mesh.linkTo(slow.id);
    assertThat(link).isNotNull();
    return link;
  }

  private void bufferInAll(long bytes) {
    other.set(0);
    other.set(bytes - watch.budget().bytes());
  }

  @Test
  void belowTheSoftMarkNothingHappens() {
    other.set(SOFT / 2);
    network.time.run(TICK);

    assertThat(link().isLazy()).isFalse();
    assertThat(peer.core.admission.isOpen()).isTrue();
    assertThat(peer.core.admission.isOpen()).isTrue();
  }

  @Test
  void atTheSoftMarkTheHeaviestLinkTurnsLazyAndPublishersAreReadOnceInTenMilliseconds() {
    bufferInAll(SOFT + SOFT / 2);
    keepTheLinkBusy();
    network.time.run(TICK);

    assertThat(watch.turnedLazy()).isPositive();
    assertThat(watch.closed()).isZero();
    assertThat(peer.core.admission.isOpen()).isTrue();
    assertThat(peer.core.admission.isOpen()).isFalse();
    network.time.run(Duration.ofMillis(10));
    assertThat(peer.core.admission.isOpen()).as("slowed, not stopped").isTrue();
  }

  @Test
  void atTheHardMarkTheHeaviestLinkIsClosed() {
    Link heaviest = link();
    bufferInAll(2 * HARD);
    keepTheLinkBusy();
    network.time.run(TICK);

    assertThat(watch.closed()).isPositive();
    assertThat(peer.core.mesh.linkTo(slow.id)).isNotSameAs(heaviest);
  }

  private void keepTheLinkBusy() {
    for (int i = 0; i < 5000; i++) {
      link().sendControl(new Ping(i, 0));
    }
  }
}
