package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.identity.OriginProofs;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.simulation.VirtualTime;
import io.skein.wire.Ed25519Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SealingTest {
  private static final OriginLane LANE = Batches.lane("a", 1);
  private static final int FULL = 16 << 10;

  private final OriginProofs proofs = new OriginProofs(Ed25519Key.fromSeed(new byte[32]), "net");
  private final List<Long> handedOver = new ArrayList<>();
  private final VirtualTime time = new VirtualTime();
  private final AtomicInteger bursts = new AtomicInteger();

  private static Sealing.Sealed sealed(long first) {
    return sealed(LANE, first, 0);
  }

  private static Sealing.Sealed sealed(OriginLane lane, long first, int bytes) {
    return new Sealing.Sealed(
        Batches.batch(lane, first, 1, "t", bytes), List.of(), ByteString.EMPTY);
  }

  private Sealing sealing(BatchProofs with) {
    return new Sealing(with, time.loop(Duration.ZERO), bursts::incrementAndGet, this::take);
  }

  private void take(Sealing.Sealed sealed) {
    handedOver.add(sealed.batch().header().first());
  }

  @Test
  void whatOneDrainSealsIsSignedOnce() {
    Sealing sealing = sealing(proofs);
    LongStream.rangeClosed(1, 10).forEach(first -> sealing.add(sealed(first)));
    assertThat(handedOver).isEmpty();
    sealing.flush();
    sealing.flush();
    assertThat(handedOver).hasSize(10);
    assertThat(proofs.signatures()).isEqualTo(1);
  }

  @Test
  void drainsOfFullBatchesShareASignatureEveryFourMilliseconds() {
    Sealing sealing = sealing(proofs);
    sealing.add(sealed(LANE, 1, FULL));
    sealing.drained();
    assertThat(handedOver).hasSize(1);

    sealing.add(sealed(LANE, 2, FULL));
    sealing.drained();
    time.run(Duration.ofMillis(2));
    sealing.add(sealed(LANE, 3, FULL));
    sealing.drained();
    assertThat(handedOver).hasSize(1);
    assertThat(bursts).hasValue(0);
    assertThat(sealing.isEmpty()).isFalse();

    time.run(Duration.ofMillis(2));
    assertThat(bursts).hasValue(1);
    sealing.drained();
    assertThat(handedOver).hasSize(3);
    assertThat(proofs.signatures()).isEqualTo(2);
    assertThat(sealing.isEmpty()).isTrue();
  }

  @Test
  void whatIsSmallOrUrgentWaitsForNoOther() {
    Sealing sealing = sealing(proofs);
    for (int first = 1; first <= 3; first++) {
      sealing.add(sealed(LANE, first, 100));
      sealing.drained();
      assertThat(handedOver).hasSize(first);
    }
    sealing.add(sealed(new OriginLane(LANE.origin(), 1, Lane.URGENT), 1, FULL));
    sealing.drained();
    assertThat(handedOver).hasSize(4);
  }

  @Test
  void thirtyTwoBatchesWaitForNoDrain() {
    Sealing sealing = sealing(proofs);
    LongStream.rangeClosed(1, 31).forEach(first -> sealing.add(sealed(first)));
    assertThat(handedOver).isEmpty();
    sealing.add(sealed(32));
    assertThat(handedOver).hasSize(32);
    assertThat(proofs.signatures()).isEqualTo(1);
  }

  @Test
  void whatIsSealedDuringTheHandOverComesBehind() {
    List<Sealing> self = new ArrayList<>();
    Sealing sealing =
        new Sealing(
            proofs,
            time.loop(Duration.ZERO),
            () -> {},
            batch -> {
              take(batch);
              if (handedOver.size() <= 40) {
                self.getFirst().add(sealed(100 + handedOver.size()));
                self.getFirst().flush();
              }
            });
    self.add(sealing);
    sealing.add(sealed(1));
    sealing.add(sealed(2));
    sealing.flush();
    assertThat(handedOver).hasSize(42).isSorted();
  }

  @Test
  void withoutProofsNothingWaits() {
    Sealing sealing = sealing(BatchProofs.NONE);
    sealing.add(sealed(1));
    assertThat(handedOver).containsExactly(1L);
  }
}
