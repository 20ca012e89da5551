package io.skein.peer.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogEntry.GapEntry;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.SequenceWindow.Outcome;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageLogTest {
  private static final OriginLane LANE = Batches.lane("a", 1);
  private static final int KIB = 1024;

  private final VirtualTime time = new VirtualTime();
  private final List<LogEntry> evicted = new ArrayList<>();

  private MessageLog log(int maxBytes, int maxWaiting) {
    LogLimits limits = new LogLimits(maxBytes, Duration.ofMinutes(5), maxWaiting);
    MessageLog log = new MessageLog(limits, new Slabs(), time.loop());
    log.addListener(
        new MessageLog.Listener() {
          @Override
          public void appended(LogEntry entry) {
            assertThat(log.get(entry.position())).isSameAs(entry);
          }

          @Override
          public void evicting(LogEntry entry) {
            evicted.add(entry);
          }
        });
    return log;
  }

  private static Outcome offer(MessageLog log, OriginLane lane, long first, int count) {
    return log.offer(Batches.batch(lane, first, count, "t", KIB), List.of());
  }

  /** What the log holds in its order: b for a batch, g for a gap, with its ends. */
  private static List<String> contents(MessageLog log) {
    List<String> all = new ArrayList<>();
    for (long p = log.oldestPosition(); p < log.nextPosition(); p++) {
      all.add(text(log.get(p)));
    }
    return all;
  }

  private static String text(LogEntry entry) {
    SequenceRange range =
        switch (entry) {
          case BatchEntry batch -> batch.batch().header().range();
          case GapEntry gap -> gap.range();
        };
    return (entry instanceof GapEntry ? "g" : "b") + range.first() + "-" + range.last();
  }

  @Test
  void earlyBatchesWaitForTheirTurn() {
    MessageLog log = log(1 << 20, 1 << 20);
    assertThat(offer(log, LANE, 5, 2)).isEqualTo(Outcome.NEW);
    assertThat(offer(log, LANE, 3, 2)).isEqualTo(Outcome.NEW);
    assertThat(contents(log)).isEmpty();
    assertThat(offer(log, LANE, 1, 2)).isEqualTo(Outcome.NEW);
    assertThat(contents(log)).containsExactly("b1-2", "b3-4", "b5-6");
  }

  @Test
  void repeatedBatchIsADuplicateWhereverTheFirstOneIs() {
    MessageLog log = log(64 * KIB, 1 << 20);
    offer(log, LANE, 1, 1);
    offer(log, LANE, 3, 1);
    assertThat(offer(log, LANE, 1, 1)).isEqualTo(Outcome.DUPLICATE);
    assertThat(offer(log, LANE, 3, 1)).isEqualTo(Outcome.DUPLICATE);
    offer(log, LANE, 2, 1);
    assertThat(contents(log)).containsExactly("b1-1", "b2-2", "b3-3");
    for (int i = 4; i < 100; i++) {
      offer(log, LANE, i, 1);
    }
    assertThat(evicted).isNotEmpty();
    assertThat(offer(log, LANE, 1, 1)).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void gapEntersInThePlaceOfWhatIsGivenUp() {
    MessageLog log = log(1 << 20, 1 << 20);
    offer(log, LANE, 1, 1);
    offer(log, LANE, 4, 1);
    offer(log, LANE, 7, 1);
    assertThat(log.giveUp(new SequenceRange(LANE, 5, 6))).isEqualTo(2);
    assertThat(contents(log)).containsExactly("b1-1");
    assertThat(log.giveUp(new SequenceRange(LANE, 2, 3))).isEqualTo(2);
    assertThat(contents(log)).containsExactly("b1-1", "g2-3", "b4-4", "g5-6", "b7-7");
    assertThat(offer(log, LANE, 2, 2)).isEqualTo(Outcome.LATE);
  }

  @Test
  void logIsBoundedInBytesAndTellsWhatLeaves() {
    MessageLog log = log(64 * KIB, 1 << 20);
    for (int i = 1; i <= 200; i++) {
      offer(log, LANE, i, 1);
      assertThat(log.bytes()).isLessThanOrEqualTo(64 * KIB);
    }
    int held = (int) (log.nextPosition() - log.oldestPosition());
    assertThat(evicted).hasSize(200 - held);
    assertThat(log.lane(LANE)).isNotNull();
    assertThat(log.lane(LANE).oldest()).isEqualTo(201 - held);
    assertThat(log.lane(LANE).holding(200 - held)).isNull();
    assertThat(log.lane(LANE).holding(201 - held)).isNotNull();
  }

  @Test
  void batchLargerThanTheLogIsHeldAlone() {
    MessageLog log = log(64 * KIB, 1 << 20);
    offer(log, LANE, 1, 1);
    log.offer(Batches.batch(LANE, 2, 1, "t", 100 * KIB), List.of());
    assertThat(contents(log)).containsExactly("b2-2");
  }

  @Test
  void oldBatchesLeave() {
    MessageLog log = log(1 << 20, 1 << 20);
    offer(log, LANE, 1, 1);
    time.run(Duration.ofMinutes(4));
    offer(log, LANE, 2, 1);
    time.run(Duration.ofMinutes(2));
    log.evict();
    assertThat(contents(log)).containsExactly("b2-2");
  }

  @Test
  void whatOverflowsTheWaitingPlaceIsMissingAgain() {
    MessageLog log = log(1 << 20, 4 * KIB);
    for (int i = 2; i <= 10; i++) {
      assertThat(offer(log, LANE, i, 1)).isEqualTo(Outcome.NEW);
    }
    assertThat(log.lane(LANE).window().missing().getLast()).containsExactly(5, 10);
    offer(log, LANE, 1, 1);
    assertThat(contents(log)).containsExactly("b1-1", "b2-2", "b3-3", "b4-4");
    assertThat(log.wasDropped(new SequenceRange(LANE, 4, 5))).isTrue();
    for (int i = 5; i <= 10; i++) {
      assertThat(offer(log, LANE, i, 1)).isEqualTo(Outcome.AGAIN);
    }
    assertThat(log.wasDropped(new SequenceRange(LANE, 1, 10))).isFalse();
    assertThat(contents(log)).hasSize(10);
  }

  @Test
  void waitingPlaceIsFullByTheByte() {
    Batch second = Batches.batch(LANE, 2, 1, "t", KIB);
    Batch third = Batches.batch(LANE, 3, 1, "t", KIB);
    int both = second.heldSize() + third.heldSize();
    MessageLog enough = log(1 << 20, both);
    MessageLog small = log(1 << 20, both - 1);
    for (MessageLog log : List.of(enough, small)) {
      log.offer(second, List.of());
      log.offer(third, List.of());
    }

    assertThat(enough.waitingBytes()).isEqualTo(both);
    assertThat(small.waitingBytes()).isEqualTo(second.heldSize());
    assertThat(small.wasDropped(new SequenceRange(LANE, 3, 3))).isTrue();
  }

  @Test
  void laneStartsWhereTheNeighbourSays() {
    MessageLog log = log(1 << 20, 1 << 20);
    log.expect(LANE, 50, 60);
    assertThat(log.lane(LANE).window().missing()).singleElement().isEqualTo(new long[] {50, 59});
    assertThat(offer(log, LANE, 50, 10)).isEqualTo(Outcome.NEW);
    assertThat(contents(log)).containsExactly("b50-59");
  }

  @Test
  void onlyTheTwoNewestEpochsAreTaken() {
    MessageLog log = log(1 << 20, 1 << 20);
    offer(log, Batches.lane("a", 1), 1, 1);
    offer(log, Batches.lane("a", 3), 1, 1);
    assertThat(offer(log, Batches.lane("a", 2), 1, 1)).isEqualTo(Outcome.NEW);
    assertThat(offer(log, Batches.lane("a", 1), 2, 1)).isEqualTo(Outcome.LATE);
    log.expect(Batches.lane("a", 1), 1, 9);
    assertThat(log.lane(Batches.lane("a", 1))).isNull();
    assertThat(offer(log, Batches.lane("b", 1), 1, 1)).isEqualTo(Outcome.NEW);
  }

  @Test
  void whatWaitsInAForgottenEpochEntersTheLogWithItsGaps() {
    MessageLog log = log(1 << 20, 1 << 20);
    offer(log, LANE, 3, 2);
    log.expect(LANE, 1, 7);
    offer(log, Batches.lane("a", 2), 1, 1);
    offer(log, Batches.lane("a", 3), 1, 1);
    assertThat(contents(log)).contains("g1-2", "b3-4", "g5-6");
  }

  @Test
  void waitingBatchIsHeldForNeighbours() {
    MessageLog log = log(1 << 20, 1 << 20);
    offer(log, LANE, 5, 2);
    Batch waiting = log.lane(LANE).holding(6);
    assertThat(waiting).isNotNull();
    assertThat(log.lane(LANE).holding(4)).isNull();
    assertThat(log.lane(LANE).nextHeldAfter(1)).isEqualTo(5);
    assertThat(log.lane(LANE).nextHeldAfter(5)).isEqualTo(Long.MAX_VALUE);
  }
}
