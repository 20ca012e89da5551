package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private static final BatchFrame LARGE = frame(1 << 20);

  private final Outbox outbox = new Outbox(new Cutting(), 8 << 20);
  private long pulled;

  private static BatchFrame frame(int bytes) {
    return new BatchFrame(
        0, ByteString.EMPTY, Batches.batch(Batches.lane("a", 1), 1, 1, "t", bytes));
  }

  private void offered(String... features) {
    outbox.offered(new Hello(1, 1, null, ByteString.EMPTY, 1, 0, Set.of(features), null));
  }

  private List<Frame> next() {
    return outbox.next(true, () -> null);
  }

  private static BatchFrame frame(Lane lane, long first) {
    OriginLane source = new OriginLane(Batches.peer("a"), 1, lane);
    return new BatchFrame(0, ByteString.EMPTY, Batches.batch(source, first, 1, "t", 1000));
  }

  private void offer(Lane lane, long first) {
    assertThat(outbox.queue().offer(frame(lane, first), 0)).isTrue();
  }

  private List<Lane> nextWhilePulling() {
    return lanes(outbox.next(true, () -> frame(Lane.BULK, ++pulled)));
  }

  private static List<Lane> lanes(List<Frame> frames) {
    return frames.stream()
        .map(frame -> ((BatchFrame) frame).batch().header().source().lane())
        .toList();
  }

  @Test
  void neighbourThatTakesNoChunksGetsLargeBatchesWhole() {
    offered();
    assertThat(outbox.takes(LARGE.batch())).isTrue();
    assertThat(outbox.offer(LARGE, 0)).isTrue();
    assertThat(next()).containsExactly(LARGE);
    assertThat(next()).isEmpty();
  }

  @Test
  void neighbourThatTakesNoChunksIsNotSentPartsNorWhatNoMessageHolds() {
    offered();
    List<Part> parts = new Cutting().cut(LARGE);
    assertThat(outbox.offer(parts.getFirst(), false, 0)).isFalse();
    assertThat(outbox.takes(frame(4 << 20).batch())).isFalse();
    offered(ChunkList.FEATURE);
    assertThat(outbox.takes(frame(4 << 20).batch())).isTrue();
    assertThat(outbox.offer(parts.getFirst(), false, 0)).isTrue();
  }

  @Test
  void eachChunkHasAMessageOfItsOwn() {
    offered(ChunkList.FEATURE);
    BatchFrame small = frame(10);
    outbox.offer(small, 0);
    outbox.offer(LARGE, 0);
    outbox.offer(small, 0);
    assertThat(next()).hasExactlyElementsOfTypes(BatchFrame.class, BatchStart.class);
    for (int i = 0; i < 32; i++) {
      outbox.queue().addControl(new Frame.Ping(i, 0));
      assertThat(next()).hasExactlyElementsOfTypes(Frame.Ping.class);
      assertThat(next()).hasExactlyElementsOfTypes(Chunk.class);
    }
    assertThat(next())
        .as("the last one is short")
        .hasExactlyElementsOfTypes(Chunk.class, BatchFrame.class);
  }

  @Test
  void batchThatIsNotLargeIsNeverCut() {
    offered(ChunkList.FEATURE);
    Batch batch = Batches.batch(Batches.lane("a", 1), 1, 1, "t", ChunkList.WHOLE_BYTES - 65);
    assertThat(batch.size()).isEqualTo(ChunkList.WHOLE_BYTES);
    ByteString proof = ByteString.copyFrom(new byte[100]);
    BatchFrame largestWhole = new BatchFrame(0, ByteString.EMPTY, batch.withProof(proof));
    outbox.offer(largestWhole, 0);
    assertThat(next()).containsExactly(largestWhole);
  }

  @Test
  void smallBatchesShareAMessage() {
    for (int i = 1; i <= 20; i++) {
      offer(Lane.NORMAL, i);
    }
    assertThat(outbox.next(true, () -> null)).hasSizeBetween(8, 9);
  }

  @Test
  void nothingFollowsTheLastUrgentBatch() {
    offer(Lane.NORMAL, 1);
    offer(Lane.URGENT, 1);
    offer(Lane.URGENT, 2);
    assertThat(lanes(outbox.next(true, () -> null))).containsExactly(Lane.URGENT, Lane.URGENT);
    assertThat(lanes(outbox.next(true, () -> null))).containsExactly(Lane.NORMAL);
  }

  @Test
  void queuedBatchWaitsForNoMoreThanWasPulledBefore() {
    for (int i = 1; i <= 10; i++) {
      assertThat(nextWhilePulling()).containsOnly(Lane.BULK);
      offer(Lane.URGENT, i);
      assertThat(nextWhilePulling()).containsExactly(Lane.URGENT);
    }
  }

  @Test
  void pulledAndQueuedBatchesTakeTurns() {
    for (int i = 1; i <= 20; i++) {
      offer(Lane.NORMAL, i);
    }
    List<Lane> lanes = nextWhilePulling();
    assertThat(lanes.stream().filter(lane -> lane == Lane.BULK).count())
        .isBetween(lanes.size() / 2L, (lanes.size() + 1) / 2L);
  }
}
