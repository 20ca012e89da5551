package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes into the next message of a link. */
final class OutboxTest {
  private final Outbox outbox = new Outbox();
  private long pulled;

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
