package io.skein.peer.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.SequenceWindow.Outcome;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequenceWindowTest {
  /** What the window says, told from plain sets. */
  private static final class Model {
    final Set<Long> seen = new HashSet<>();
    final Set<Long> givenUp = new HashSet<>();
    final Set<Long> takenBack = new HashSet<>();
    long end = 1;

    Outcome offer(long first, long last) {
      int known = 0;
      boolean late = false;
      for (long s = first; s <= last; s++) {
        known += s < end && !isMissing(s) ? 1 : 0;
        late |= givenUp.contains(s);
      }
      if (known == last - first + 1) {
        return late ? Outcome.LATE : Outcome.DUPLICATE;
      }
      if (known > 0 || first < end && last >= end) {
        return Outcome.INVALID;
      }
      boolean again = false;
      for (long s = first; s <= last; s++) {
        seen.add(s);
        again |= takenBack.remove(s);
      }
      end = Math.max(end, last + 1);
      return again ? Outcome.AGAIN : Outcome.NEW;
    }

    boolean isMissing(long sequence) {
      return sequence < end && !seen.contains(sequence) && !givenUp.contains(sequence);
    }

    long next() {
      long next = 1;
      while (next < end && !isMissing(next)) {
        next++;
      }
      return next;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void windowSaysWhatPlainSetsSay(long seed) {
    Random random = new Random(seed);
    SequenceWindow window = new SequenceWindow(1);
    Model model = new Model();
    for (int i = 0; i < 3000; i++) {
      step(random, window, model, "seed " + seed + " step " + i);
    }
  }

  private static void step(Random random, SequenceWindow window, Model model, String what) {
    long first = Math.max(1, model.end - 40 + random.nextInt(48));
    long last = first + random.nextInt(6);
    switch (random.nextInt(8)) {
      case 0 -> {
        long next = model.end + random.nextInt(5);
        window.expect(next);
        model.end = Math.max(model.end, next);
      }
      case 1 -> giveUp(window, model, first, last, what);
      case 2 -> {
        if (model.seen.contains(first)) {
          window.takeBack(first, first);
          model.seen.remove(first);
          model.takenBack.add(first);
        }
      }
      default -> assertThat(window.offer(first, last)).as(what).isEqualTo(model.offer(first, last));
    }
    assertThat(window.end()).as(what).isEqualTo(model.end);
    assertThat(window.next()).as(what).isEqualTo(model.next());
    checkMissing(window, model, what);
  }

  private static void giveUp(
      SequenceWindow window, Model model, long first, long last, String what) {
    long count = 0;
    for (long s = first; s <= last; s++) {
      count += model.isMissing(s) ? 1 : 0;
    }
    long gone = window.giveUp(first, last).stream().mapToLong(r -> r[1] - r[0] + 1).sum();
    assertThat(gone).as(what).isEqualTo(count);
    for (long s = first; s <= last; s++) {
      if (model.isMissing(s)) {
        model.givenUp.add(s);
        model.takenBack.remove(s);
      }
    }
  }

  private static void checkMissing(SequenceWindow window, Model model, String what) {
    Set<Long> missing = new HashSet<>();
    for (long[] range : window.missing()) {
      for (long s = range[0]; s <= range[1]; s++) {
        missing.add(s);
      }
    }
    for (long s = 1; s < model.end; s++) {
      assertThat(missing.contains(s))
          .as("%s: %d is missing", what, s)
          .isEqualTo(model.isMissing(s));
    }
  }

  @Test
  void moreThanItsMissingRangesAreRefused() {
    SequenceWindow window = new SequenceWindow(1);
    for (int i = 1; i <= SequenceWindow.MAX_MISSING; i++) {
      assertThat(window.offer(2L * i, 2L * i)).isEqualTo(Outcome.NEW);
    }
    long end = window.end();
    assertThat(window.offer(end + 1, end + 1)).isEqualTo(Outcome.FULL);
    assertThat(window.offer(end, end)).isEqualTo(Outcome.NEW);
    assertThat(window.offer(1, 1)).isEqualTo(Outcome.NEW);
    assertThat(window.offer(end + 2, end + 2)).isEqualTo(Outcome.NEW);
  }

  @Test
  void onlySoManyTakenBackRangesAreKnown() {
    SequenceWindow window = new SequenceWindow(1);
    int ranges = SequenceWindow.MAX_TAKEN_BACK + 1;
    window.offer(1, 2L * ranges);
    for (int i = 1; i <= ranges; i++) {
      window.takeBack(2L * i, 2L * i);
    }
    assertThat(window.offer(2, 2)).isEqualTo(Outcome.NEW);
    assertThat(window.offer(4, 4)).isEqualTo(Outcome.AGAIN);
    assertThat(window.offer(2L * ranges, 2L * ranges)).isEqualTo(Outcome.AGAIN);
  }

  @Test
  void middleOfAHoleIsRefusedWhenItWouldMakeOneMore() {
    SequenceWindow window = new SequenceWindow(1);
    window.expect(10);
    for (int i = 1; i <= SequenceWindow.MAX_MISSING; i++) {
      window.offer(10L + 2L * i, 10L + 2L * i);
    }
    assertThat(window.offer(5, 5)).isEqualTo(Outcome.FULL);
    assertThat(window.offer(1, 2)).isEqualTo(Outcome.NEW);
  }
}
