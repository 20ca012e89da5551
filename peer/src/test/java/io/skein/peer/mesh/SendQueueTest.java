package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.mesh.Frame.Ping;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SendQueueTest {
  private static final long MAX_BYTES = 8 << 20;

  private final SendQueue queue = new SendQueue(MAX_BYTES);

  private static BatchFrame frame(Lane lane, long first, int padding) {
    OriginLane source = new OriginLane(Batches.peer("a"), 1, lane);
    return new BatchFrame(0, ByteString.EMPTY, Batches.batch(source, first, 1, "t", padding));
  }

  private Map<Lane, Integer> turns(int polls) {
    Map<Lane, Integer> turns = new EnumMap<>(Lane.class);
    for (int i = 0; i < polls; i++) {
      Cargo next = queue.pollBatch(true);
      assertThat(next).isNotNull();
      turns.merge(next.source().lane(), 1, Integer::sum);
    }
    return turns;
  }

  @Test
  void eachLowerLaneGetsATenthWhileAllAreBusy() {
    for (int i = 1; i <= 1000; i++) {
      for (Lane lane : Lane.values()) {
        queue.offer(frame(lane, i, 0), 0);
      }
    }
    assertThat(turns(1000))
        .containsEntry(Lane.URGENT, 800)
        .containsEntry(Lane.NORMAL, 100)
        .containsEntry(Lane.BULK, 100);
  }

  @ParameterizedTest
  @CsvSource({"URGENT, NORMAL", "URGENT, BULK", "NORMAL, BULK"})
  void lowerOfTwoBusyLanesGetsATenthAtLeast(Lane higher, Lane lower) {
    for (int i = 1; i <= 1000; i++) {
      queue.offer(frame(higher, i, 0), 0);
      queue.offer(frame(lower, i, 0), 0);
    }
    Map<Lane, Integer> turns = turns(1000);
    assertThat(turns.get(lower)).isBetween(100, 200);
    assertThat(turns.get(higher)).isEqualTo(1000 - turns.get(lower));
  }

  @Test
  void orderWithinALaneIsKept() {
    for (int i = 1; i <= 50; i++) {
      queue.offer(frame(Lane.NORMAL, i, 0), 0);
    }
    for (int i = 1; i <= 50; i++) {
      assertThat(queue.pollBatch(true).first()).isEqualTo(i);
    }
    assertThat(queue.pollBatch(true)).isNull();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void queueIsBoundedInBytes() {
    int taken = 0;
    while (queue.offer(frame(Lane.BULK, taken + 1, 100_000), 0)) {
      taken++;
    }
    assertThat(queue.bytes()).isBetween(MAX_BYTES - 101_000, MAX_BYTES);
    queue.clearBatches(true);
    assertThat(queue.bytes()).isZero();
    assertThat(queue.offer(frame(Lane.BULK, 1, 9 << 20), 0)).as("one that is larger").isTrue();
  }

  @Test
  void urgentBatchesHaveRoomOfTheirOwnBesideALargeOne() {
    assertThat(queue.offer(frame(Lane.BULK, 1, 9 << 20), 0)).isTrue();
    assertThat(queue.offer(frame(Lane.NORMAL, 1, 0), 0)).isFalse();
    long before = queue.bytes();
    int taken = 0;
    while (queue.offer(frame(Lane.URGENT, taken + 1, 10_000), 0)) {
      taken++;
    }
    assertThat(queue.bytes() - before)
        .isBetween(SendQueue.URGENT_BYTES - 11_000, SendQueue.URGENT_BYTES);
  }

  @Test
  void queueIsFullByTheByte() {
    BatchFrame first = frame(Lane.BULK, 1, 1_000);
    BatchFrame second = frame(Lane.BULK, 2, 1_000);
    long both = (long) first.size() + second.size();
    SendQueue enough = new SendQueue(both);
    SendQueue small = new SendQueue(both - 1);

    assertThat(enough.offer(first, 0)).isTrue();
    assertThat(enough.offer(second, 0)).isTrue();
    assertThat(small.offer(first, 0)).isTrue();
    assertThat(small.offer(second, 0)).isFalse();
    assertThat(small.bytes()).isEqualTo(first.size());
  }

  @Test
  void ageIsThatOfTheOldestBatchOfAnyLane() {
    assertThat(queue.oldestAgeNanos(5)).isZero();
    queue.offer(frame(Lane.BULK, 1, 0), 10);
    queue.offer(frame(Lane.URGENT, 1, 0), 50);
    assertThat(queue.oldestAgeNanos(60)).isEqualTo(50);
  }

  @Test
  void controlOutlivesTheBatches() {
    queue.addControl(new Ping(1, 0));
    queue.offer(frame(Lane.BULK, 1, 0), 0);
    queue.clearBatches(true);
    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.pollControl()).isEqualTo(new Ping(1, 0));
    assertThat(queue.isEmpty()).isTrue();
  }

  private static List<Part> parts(Lane lane, long first) {
    return new Cutting().cut(frame(lane, first, 200_000));
  }

  @Test
  void urgentBatchPassesAfterAtMostOneChunk() {
    queue.offer(parts(Lane.NORMAL, 1), 0);
    assertThat(queue.pollBatch(true)).isInstanceOf(BatchStart.class);
    assertThat(queue.pollBatch(true)).isInstanceOf(Chunk.class);
    queue.offer(frame(Lane.URGENT, 1, 0), 0);
    assertThat(queue.pollBatch(true).source().lane()).isEqualTo(Lane.URGENT);
    assertThat(queue.pollBatch(false)).as("no chunk with the urgent one").isNull();
    assertThat(queue.pollBatch(true)).isInstanceOf(Chunk.class);
  }

  @Test
  void largeBatchIsQueuedWholeOrNotAtAll() {
    for (int i = 1; i <= 100; i++) {
      long before = queue.bytes();
      boolean taken = queue.offer(parts(Lane.BULK, i), 0);
      assertThat(queue.bytes() > before).isEqualTo(taken);
    }
    assertThat(queue.bytes()).isBetween(MAX_BYTES - 210_000, MAX_BYTES);
  }

  @Test
  void clearingKeepsWhatIsUrgentOrBegun() {
    List<Part> begun = parts(Lane.NORMAL, 1);
    queue.offer(begun, 0);
    queue.offer(parts(Lane.NORMAL, 2), 0);
    queue.offer(frame(Lane.URGENT, 1, 0), 0);
    assertThat(queue.pollBatch(true).source().lane()).isEqualTo(Lane.URGENT);
    assertThat(queue.pollBatch(true)).isInstanceOf(BatchStart.class);
    queue.offer(frame(Lane.URGENT, 2, 0), 0);
    queue.clearBatches(false);
    assertThat(queue.pollBatch(true).source().lane()).isEqualTo(Lane.URGENT);
    for (int i = 1; i < begun.size(); i++) {
      assertThat(queue.isBegun(begun.getFirst())).isTrue();
      assertThat(queue.pollBatch(true)).isEqualTo(begun.get(i));
    }
    assertThat(queue.isBegun(begun.getFirst())).isFalse();
    assertThat(queue.pollBatch(true)).isNull();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void chunksThatAreNotWantedAreForgotten() {
    List<Part> parts = parts(Lane.NORMAL, 1);
    queue.offer(parts, 0);
    queue.offer(parts(Lane.NORMAL, 2), 0);
    queue.pollBatch(true);
    queue.skip(new ChunkSkip(parts.getFirst().source(), 1, 3));
    assertThat(queue.pollBatch(true)).isEqualTo(parts.get(4));
    queue.skip(new ChunkSkip(parts.getFirst().source(), 1, ChunkSkip.ALL));
    assertThat(queue.isBegun(parts.getFirst())).isFalse();
    assertThat(queue.pollBatch(true).first()).isEqualTo(2);
  }
}
