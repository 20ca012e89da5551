package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.PackedBatches;
import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compressed batches among peers that take them and peers that do not. */
final class CompressionTest {
  private static final int MESSAGES = 40;

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final History history = new History();
  private final VirtualSubscriber subscriber =
      new VirtualSubscriber("app", ">", false, SlowPolicy.CATCH_UP);

  private VirtualPeer peer(String name, CompressionConfig compression) {
    VirtualPeer.Spec spec =
        new VirtualPeer.Spec(
            name,
            1,
            LogLimits.DEFAULT,
            Duration.ZERO,
            false,
            new SplittableRandom(name.hashCode()),
            compression,
            Trust.LINKS);
    VirtualPeer peer = new VirtualPeer(network, spec);
    peer.start();
    return peer;
  }

  private void link(VirtualPeer a, VirtualPeer b) {
    network.wire(
        VirtualNetwork.Line.of(a.name, b.name),
        new VirtualStream.Wire(1_000_000, 64 << 10, 1 << 20));
    a.knows(b);
    b.knows(a);
  }

  private void publish(VirtualPeer peer) {
    for (int i = 0; i < MESSAGES; i++) {
      history.publish(peer, "app", Lane.NORMAL, "t", 500);
      network.time.run(Duration.ofMillis(1));
    }
  }

  private void run(int seconds) {
    network.time.run(Duration.ofSeconds(seconds));
  }

  @Test
  void compressedBatchesCrossPeersAndArriveAsTheyWereSealed() {
    VirtualPeer a = peer("a", PackedBatches.ALL);
    VirtualPeer b = peer("b", PackedBatches.ALL);
    VirtualPeer c = peer("c", PackedBatches.ALL);
    link(a, b);
    link(b, c);
    run(5);
    subscriber.subscribeAt(c);
    publish(a);
    run(5);
    subscriber.check(history);
    assertThat(a.core.packing.bytesBefore()).isGreaterThan(MESSAGES * 500L);
    assertThat(a.core.packing.bytesAfter()).isLessThan(MESSAGES * 200L);
    assertThat(b.core.expansions.count()).as("only relays").isZero();
    assertThat(c.core.expansions.count()).isPositive();
    assertThat(c.core.dispatcher.counters().reportedLost()).isZero();
    assertThat(List.of(a, b, c)).extracting(p -> p.core.log.bytes()).containsOnly(logOf(a));
  }

  private static long logOf(VirtualPeer peer) {
    return peer.core.log.bytes();
  }

  @Test
  void whileAPeerCannotExpandThemBatchesAreNotCompressed() {
    VirtualPeer a = peer("a", PackedBatches.ALL);
    VirtualPeer b = peer("b", PackedBatches.ALL);
    VirtualPeer old = peer("old", CompressionConfig.NONE);
    link(a, b);
    link(b, old);
    network.down(VirtualNetwork.Line.of("a", "old"));
    run(5);
    assertThat(a.isLinkedTo(old)).as("known through others only").isFalse();
    subscriber.subscribeAt(old);
    publish(a);
    run(5);
    subscriber.check(history);
    assertThat(a.core.packing.bytesBefore()).isZero();
    assertThat(old.core.dispatcher.counters().reportedLost()).isZero();
  }

  /** Who publishes cannot know everybody who may come: what is compressed stays so. */
  @Test
  void whatWasCompressedBeforeIsReportedLostAtAPeerThatCannotExpandIt() {
    VirtualPeer a = peer("a", PackedBatches.ALL);
    VirtualPeer b = peer("b", PackedBatches.ALL);
    VirtualPeer old = peer("old", CompressionConfig.NONE);
    VirtualSubscriber other = new VirtualSubscriber("app", ">", false, SlowPolicy.CATCH_UP);
    subscriber.subscribeAt(old);
    other.subscribeAt(b);
    publish(a);
    link(a, b);
    link(b, old);
    link(a, old);
    run(30);
    publish(a);
    run(30);
    subscriber.check(history);
    other.check(history);
    assertThat(old.core.dispatcher.counters().reportedLost()).isEqualTo(MESSAGES);
    assertThat(old.core.dispatcher.counters().delivered()).isEqualTo(MESSAGES);
    assertThat(b.core.dispatcher.counters().reportedLost()).isZero();
    assertThat(a.core.broadcast.counters().withheld()).isPositive();
    assertThat(history.waitingForReceipts()).isZero();
  }

  @Test
  void batchThatLiesIsRelayedAndReportedLostExactlyByWhoDeliversIt() {
    VirtualPeer a = peer("a", PackedBatches.ALL);
    VirtualPeer b = peer("b", PackedBatches.ALL);
    link(a, b);
    run(5);
    VirtualSubscriber narrow = new VirtualSubscriber("app", "t", false, SlowPolicy.CATCH_UP);
    narrow.subscribeAt(b);
    Batch liar = PackedBatches.claiming(Batches.lane("liar", 1), 1, 7, 4 << 20, new byte[100]);
    a.core.log.offer(liar, List.of());
    run(15);
    assertThat(b.core.dispatcher.counters().reportedLost()).isEqualTo(7);
    assertThat(narrow.events()).isEqualTo(1);
    assertThat(b.core.expansions.keptBytes()).isLessThan(1000);
  }
}
