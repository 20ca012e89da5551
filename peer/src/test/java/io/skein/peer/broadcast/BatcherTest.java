package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BatcherTest {
  private static final MessageType TYPE = new MessageType("t");

  private record Sealed(BatchHeader header, int bytes, List<Batcher.Share> shares) {}

  private final List<Sealed> sealed = new ArrayList<>();
  private Runnable whenSealed = () -> {};
  private final Batcher batcher =
      new Batcher(
          Batches.peer("a"),
          1,
          new VirtualTime().loop(),
          (header, messages, shares) -> {
            sealed.add(
                new Sealed(header, messages.stream().mapToInt(ByteString::size).sum(), shares));
            whenSealed.run();
          });

  /** A publisher that does not listen. */
  private record Silent(String app) implements Publisher {
    @Override
    public void accepted(BatchHeader batch, long first, int count) {}

    @Override
    public void relayed(BatchHeader batch, long first, int count) {}

    @Override
    public void expired(BatchHeader batch, long first, int count) {}
  }

  private void add(Lane lane, String type, int bytes) {
    batcher.add(
        new Silent("app"), lane, new MessageType(type), Batches.message("x".repeat(bytes)), 1);
  }

  @Test
  void batchesAreCutAtSixteenKibibytesUnlessOneMessageIsLarger() {
    for (int i = 0; i < 100; i++) {
      add(Lane.NORMAL, "t", 1000);
    }
    add(Lane.NORMAL, "t", 50_000);
    batcher.drain();
    assertThat(sealed.getLast().header().count()).isEqualTo(1);
    assertThat(sealed.subList(0, sealed.size() - 1))
        .allSatisfy(batch -> assertThat(batch.bytes()).isLessThanOrEqualTo(16 << 10));
    assertThat(sealed).hasSize(8);
  }

  @Test
  void sequencesOfEachLaneHaveNoHoles() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      add(Lane.values()[random.nextInt(3)], "t" + random.nextInt(3), random.nextInt(3000));
      if (random.nextInt(20) == 0) {
        batcher.drain();
      }
    }
    batcher.drain();
    long[] next = {1, 1, 1};
    for (Sealed batch : sealed) {
      int lane = batch.header().source().lane().ordinal();
      assertThat(batch.header().first()).isEqualTo(next[lane]);
      assertThat(batch.shares()).hasSize(batch.header().count());
      next[lane] += batch.header().count();
    }
    assertThat(next[0] + next[1] + next[2]).isEqualTo(2003);
  }

  @Test
  void batchHoldsOneTypeAndLane() {
    add(Lane.NORMAL, "a", 1);
    add(Lane.NORMAL, "b", 1);
    add(Lane.URGENT, "a", 1);
    add(Lane.NORMAL, "a", 1);
    batcher.drain();
    assertThat(sealed).extracting(batch -> batch.header().count()).containsExactly(2, 1, 1);
    batcher.drain();
    assertThat(sealed).hasSize(3);
  }

  @Test
  void whatIsPublishedWhileABatchIsSealedIsNotLost() {
    whenSealed =
        () -> {
          whenSealed = () -> {};
          add(Lane.NORMAL, TYPE.name(), 1);
        };
    add(Lane.NORMAL, TYPE.name(), 16_000);
    add(Lane.NORMAL, TYPE.name(), 16_000);
    batcher.drain();
    batcher.drain();
    assertThat(sealed.stream().mapToInt(batch -> batch.header().count()).sum()).isEqualTo(3);
  }

  @Test
  void drainWhileAFullBatchIsSealedSealsNoEmptyOne() {
    whenSealed =
        () -> {
          whenSealed = () -> {};
          batcher.drain();
        };
    add(Lane.NORMAL, TYPE.name(), 16_000);
    add(Lane.NORMAL, TYPE.name(), 16_000);
    batcher.drain();
    assertThat(sealed).extracting(batch -> batch.header().count()).containsExactly(1, 1);
  }
}
