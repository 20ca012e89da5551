package io.skein.peer.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.SequenceWindow.Outcome;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OriginsTest {
  private static final int KIB = 1024;
  private static final int ORIGINS = 10;
  private static final int RANGES = 20;

  private final MessageLog log =
      new MessageLog(
          new LogLimits(
              1 << 20,
              Duration.ofMinutes(5),
              16 * KIB,
              new OriginLimits(ORIGINS, 24 * KIB, RANGES)),
          new Slabs(),
          new VirtualTime().loop());

  private static OriginLane origin(int number) {
    return new OriginLane(Batches.peer("origin" + number), 1, Lane.NORMAL);
  }

  private Outcome offer(int origin, long first) {
    return log.offer(Batches.batch(origin(origin), first, 1, "t", KIB), List.of());
  }

  private void publishOnceEach(int first, int last) {
    for (int origin = first; origin <= last; origin++) {
      assertThat(offer(origin, 1)).isEqualTo(Outcome.NEW);
    }
  }

  @Test
  void oneOriginTooManyMakesTheLogForgetTheOneThatPublishedLongestAgo() {
    publishOnceEach(1, ORIGINS);
    offer(1, 2);
    assertThat(log.forgottenOrigins()).isZero();

    offer(ORIGINS + 1, 1);

    assertThat(log.trackedOrigins()).isEqualTo(ORIGINS);
    assertThat(log.lane(origin(1))).isNotNull();
    assertThat(log.lane(origin(2))).isNull();
    assertThat(log.forgottenOrigins()).isEqualTo(1);
  }

  @Test
  void whatAForgottenOriginPublishedIsNotTakenASecondTime() {
    publishOnceEach(1, ORIGINS + 1);
    SequenceRange seen = new SequenceRange(origin(1), 1, 1);
    assertThat(log.lane(origin(1))).isNull();

    assertThat(log.hasSeen(seen)).isTrue();
    log.expect(origin(1), 1, 2);
    assertThat(log.lane(origin(1))).as("a neighbour that knows no more").isNull();
    assertThat(offer(1, 1)).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void forgottenOriginGoesOnWhereItWas() {
    publishOnceEach(1, ORIGINS + 1);
    long before = log.nextPosition();

    assertThat(offer(1, 2)).isEqualTo(Outcome.NEW);

    assertThat(log.nextPosition()).as("no gap, nothing waits").isEqualTo(before + 1);
    assertThat(log.missingRanges()).isZero();
  }

  @Test
  void whatWaitsOfAForgottenOriginEntersTheLogBehindAGap() {
    offer(1, 5);
    assertThat(log.nextPosition()).isEqualTo(1);

    publishOnceEach(2, ORIGINS + 1);

    assertThat(log.get(ORIGINS)).isInstanceOf(LogEntry.GapEntry.class);
    assertThat(log.get(ORIGINS + 1)).isInstanceOf(LogEntry.BatchEntry.class);
    assertThat(log.waitingBytes()).isZero();
    assertThat(log.missingRanges()).isZero();
    assertThat(offer(1, 5)).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void pinnedOriginIsNeverForgotten() {
    log.pin(origin(1).origin());
    publishOnceEach(1, 3 * ORIGINS);

    assertThat(log.lane(origin(1))).isNotNull();
    assertThat(log.trackedOrigins()).isEqualTo(ORIGINS);
  }

  @Test
  void earlyBatchesOfAllOriginsAreBoundedTogetherAndTheHeaviestLosesHalf() {
    for (int i = 0; i < 12; i++) {
      offer(1, 2 + i);
    }
    for (int i = 0; i < 10; i++) {
      offer(2, 2 + i);
    }
    long full = log.waitingBytes();
    assertThat(full).isBetween(22L * KIB, 24L * KIB);
    assertThat(log.lane(origin(1)).window().end()).isEqualTo(14);

    offer(3, 2);
    offer(3, 3);

    assertThat(log.waitingBytes()).isBetween(16L * KIB, 20L * KIB);
    assertThat(log.lane(origin(1)).window().isMissingWithin(13, 13)).isTrue();
    assertThat(log.lane(origin(2)).window().isMissingWithin(2, 11)).isFalse();
    assertThat(offer(1, 13)).as("pulled again").isEqualTo(Outcome.AGAIN);
  }

  @Test
  void batchThatWouldMakeOneRangeTooManyMissingIsNotTaken() {
    for (int i = 0; i < RANGES; i++) {
      assertThat(offer(1 + i % 5, 2 + 2L * (i / 5))).isEqualTo(Outcome.NEW);
    }
    assertThat(log.missingRanges()).isEqualTo(RANGES);

    assertThat(offer(6, 2)).isEqualTo(Outcome.FULL);
    assertThat(offer(6, 1)).as("misses nothing").isEqualTo(Outcome.NEW);
    assertThat(offer(1, 1)).as("fills a hole").isEqualTo(Outcome.NEW);
    assertThat(log.missingRanges()).isEqualTo(RANGES - 1);
    assertThat(offer(6, 3)).isEqualTo(Outcome.NEW);
  }
}
