package io.skein.peer.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.OriginLane;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlabsTest {
  private static final OriginLane LANE = Batches.lane("a", 1);
  private static final int LARGE = Slabs.LARGEST + 1;

  private static Batch batch(long sequence, int padding) {
    return Batches.batch(LANE, sequence, 1, "t", padding);
  }

  @Test
  void oneArrayHoldsManyBatches() {
    Slabs slabs = new Slabs();
    Batch first = slabs.keep(batch(1, 100));
    Batch second = slabs.keep(batch(2, 100));

    assertThat(slabs.capacity()).isEqualTo(Slabs.BYTES);
    assertThat(first).isEqualTo(batch(1, 100));
    assertThat(second).isEqualTo(batch(2, 100));
  }

  @Test
  void aLargeBatchKeepsItsOwnArray() {
    Slabs slabs = new Slabs();
    Batch large = batch(1, LARGE);

    assertThat(slabs.keep(large)).isSameAs(large);
    slabs.evicted(large);
    assertThat(slabs.capacity()).isZero();
  }

  @Test
  void arraysAreUsedAgainOnceAllTheirBatchesAreGone() {
    Slabs slabs = new Slabs();
    ArrayDeque<Batch> held = new ArrayDeque<>();
    for (long sequence = 1; sequence <= 1000; sequence++) {
      held.add(slabs.keep(batch(sequence, 30_000)));
      if (held.size() > 100) {
        slabs.evicted(held.remove());
      }
    }

    assertThat(slabs.capacity()).isLessThanOrEqualTo(6L * Slabs.BYTES);
    for (long sequence = 901; sequence <= 1000; sequence++) {
      assertThat(held.remove()).isEqualTo(batch(sequence, 30_000));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatTheLogHoldsIsWhatCame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LogLimits limits = new LogLimits(4 << 20, Duration.ofMinutes(5), 1 << 20);
    MessageLog log = new MessageLog(limits, new Slabs(), new VirtualTime().loop());
    Map<Long, ByteString> came = new HashMap<>();
    for (long sequence = 1; sequence <= 1500; sequence++) {
      Batch batch = batch(sequence, random.nextInt(random.nextInt(10) == 0 ? LARGE + 9 : 20_000));
      came.put(sequence, ByteString.copyFrom(batch.bytes().asReadOnlyByteBuffer()));
      log.offer(batch, List.of());
    }

    assertThat(log.oldestPosition()).isGreaterThan(500);
    for (long p = log.oldestPosition(); p < log.nextPosition(); p++) {
      Batch held = ((BatchEntry) log.get(p)).batch();
      assertThat(held.bytes()).isEqualTo(came.get(held.header().first()));
    }
  }
}
