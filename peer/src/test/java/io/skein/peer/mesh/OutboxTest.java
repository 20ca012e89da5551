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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private static final BatchFrame LARGE = frame(1 << 20);

  private final Outbox outbox = new Outbox(new Cutting());

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
}
