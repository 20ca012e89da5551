package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.identity.OriginProofs;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.Batches;
import io.skein.wire.Ed25519Key;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SealingTest {
  private final OriginProofs proofs = new OriginProofs(Ed25519Key.fromSeed(new byte[32]), "net");
  private final List<Long> handedOver = new ArrayList<>();

  private static Sealing.Sealed sealed(long first) {
    return new Sealing.Sealed(
        Batches.batch(Batches.lane("a", 1), first, 1, "t", 0), List.of(), ByteString.EMPTY);
  }

  private void take(Sealing.Sealed sealed) {
    handedOver.add(sealed.batch().header().first());
  }

  @Test
  void whatOneDrainSealsIsSignedOnce() {
    Sealing sealing = new Sealing(proofs, this::take);
    LongStream.rangeClosed(1, 10).forEach(first -> sealing.add(sealed(first)));
    assertThat(handedOver).isEmpty();
    sealing.flush();
    sealing.flush();
    assertThat(handedOver).hasSize(10);
    assertThat(proofs.signatures()).isEqualTo(1);
  }

  @Test
  void thirtyTwoBatchesWaitForNoDrain() {
    Sealing sealing = new Sealing(proofs, this::take);
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
    Sealing sealing = new Sealing(BatchProofs.NONE, this::take);
    sealing.add(sealed(1));
    assertThat(handedOver).containsExactly(1L);
  }
}
