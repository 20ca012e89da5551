package io.skein.peer.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequenceTrackerTest {
  @Test
  void unbrokenSequenceHasNoFaults() {
    SequenceTracker tracker = new SequenceTracker(1);
    for (long number = 1; number <= 10_000; number++) {
      tracker.accept(number);
    }

    assertCounts(tracker, 10_000, 0, 0, 0);
    assertThat(tracker.highest()).isEqualTo(10_000);
  }

  @Test
  void whatNeverCameIsMissing() {
    SequenceTracker tracker = new SequenceTracker(1);
    tracker.accept(3);

    assertCounts(tracker, 3, 2, 0, 0);
    assertThat(tracker.missing(10)).isEqualTo(9);
    assertThat(tracker.distinct()).isEqualTo(1);
  }

  @Test
  void whatCameLateIsOutOfOrderAndNotMissing() {
    SequenceTracker tracker = new SequenceTracker(1);
    tracker.accept(2);
    tracker.accept(1);

    assertCounts(tracker, 2, 0, 0, 1);
  }

  @Test
  void whatCameAgainIsADuplicate() {
    SequenceTracker tracker = new SequenceTracker(1);
    for (long number : new long[] {1, 1, 3, 2, 2}) {
      tracker.accept(number);
    }

    assertCounts(tracker, 3, 0, 2, 1);
  }

  @Test
  void whatIsBelowTheFirstIsADuplicate() {
    SequenceTracker tracker = new SequenceTracker(100);
    tracker.accept(99);
    tracker.accept(100);

    assertCounts(tracker, 100, 0, 1, 0);
    assertThat(tracker.distinct()).isEqualTo(1);
  }

  @Test
  void holeOfMillionsIsCountedExactly() {
    SequenceTracker tracker = new SequenceTracker(1);
    tracker.accept(1);
    tracker.accept(5_000_000);
    tracker.accept(2_345_678);

    assertCounts(tracker, 5_000_000, 4_999_997, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42, 1_234, 99_999})
  void countsAreThoseOfACarefulClerkUnderShuffles(long seed) {
    SequenceTracker tracker = new SequenceTracker(1);
    Set<Long> seen = new HashSet<>();
    long duplicated = 0;
    long outOfOrder = 0;
    long highest = 0;
    for (long number : faulty(new Random(seed), 20_000)) {
      tracker.accept(number);
      if (!seen.add(number)) {
        duplicated++;
      } else if (number < highest) {
        outOfOrder++;
      }
      highest = Math.max(highest, number);
    }

    assertCounts(tracker, 20_000, 20_000 - seen.size(), duplicated, outOfOrder);
    assertThat(tracker.distinct()).as("seed %s", seed).isEqualTo(seen.size());
  }

  /** Loses one of ten, doubles one of ten, and shuffles stretches of up to 9,000. */
  private static List<Long> faulty(Random random, int count) {
    List<Long> numbers = new ArrayList<>();
    for (long number = 1; number <= count; number++) {
      int fate = random.nextInt(10);
      int copies = fate == 0 ? 0 : fate == 1 ? 2 : 1;
      numbers.addAll(Collections.nCopies(copies, number));
    }
    for (int i = 0; i < 5; i++) {
      int from = random.nextInt(numbers.size());
      int to = Math.min(numbers.size(), from + random.nextInt(9_000));
      Collections.shuffle(numbers.subList(from, to), random);
    }
    return numbers;
  }

  private static void assertCounts(
      SequenceTracker tracker, long last, long missing, long duplicated, long outOfOrder) {
    assertThat(tracker.missing(last)).as("missing").isEqualTo(missing);
    assertThat(tracker.duplicated()).as("duplicated").isEqualTo(duplicated);
    assertThat(tracker.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
  }
}
