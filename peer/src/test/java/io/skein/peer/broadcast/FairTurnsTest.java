package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairTurnsTest {
  private static final long QUANTUM = FairTurns.QUANTUM_BYTES;

  private final FairTurns turns = new FairTurns();
  private final List<String> taken = new ArrayList<>();

  @Test
  void turnsOfOneAppComeInTheirOrder() {
    add("a", 1, "a1");
    add("a", 3 * QUANTUM, "a2");
    add("a", 1, "a3");

    takeAll();

    assertThat(taken).containsExactly("a1", "a2", "a3");
  }

  @Test
  void appWithManyCallsGetsNoMoreTurnsThanOneWithOne() {
    for (int i = 0; i < 500; i++) {
      add("flood", QUANTUM, "flood");
    }
    add("quiet", 100, "quiet");

    takeAll();

    assertThat(taken.indexOf("quiet")).isLessThanOrEqualTo(1);
    assertThat(taken).hasSize(501);
  }

  @Test
  void appWithLargeRequestsGetsNoMoreBytesThanOneWithSmall() {
    for (int i = 0; i < 4; i++) {
      add("large", 64 * QUANTUM, "large");
    }
    for (int i = 0; i < 256; i++) {
      add("small", QUANTUM, "small");
    }

    takeAll();

    int secondLarge = nth("large", 2);
    assertThat(taken.subList(0, secondLarge)).filteredOn("small"::equals).hasSizeBetween(126, 129);
  }

  @Test
  void appThatJustCameWaitsForOneQuantumOfEachOther() {
    for (int app = 0; app < 10; app++) {
      for (int i = 0; i < 5; i++) {
        add("app" + app, QUANTUM, "app" + app);
      }
    }
    turns.next().run();
    add("late", 10, "late");

    takeAll();

    assertThat(taken.indexOf("late")).isLessThanOrEqualTo(2 * 10);
  }

  @Test
  void nobodySavesTurnsUp() {
    add("idle", 1, "idle");
    takeAll();
    taken.clear();
    for (int i = 0; i < 10; i++) {
      add("idle", QUANTUM, "idle");
      add("other", QUANTUM, "other");
    }

    takeAll();

    assertThat(taken.subList(0, 10)).filteredOn("idle"::equals).hasSizeBetween(4, 6);
  }

  @Test
  void appMayHaveSoMuchWaitingAndOthersAsMuch() {
    add("flood", FairTurns.MOST_WAITING_BYTES - QUANTUM, "flood");

    assertThat(turns.hasRoom("flood", QUANTUM)).isTrue();
    assertThat(turns.hasRoom("flood", QUANTUM + 1)).isFalse();
    assertThat(turns.hasRoom("quiet", FairTurns.MOST_WAITING_BYTES + 1)).isTrue();
  }

  @Test
  void whatHadItsTurnWaitsNoMore() {
    add("flood", FairTurns.MOST_WAITING_BYTES, "one");
    add("flood", 1, "two");
    turns.next().run();

    assertThat(turns.hasRoom("flood", FairTurns.MOST_WAITING_BYTES - 1)).isTrue();
    assertThat(turns.hasRoom("flood", FairTurns.MOST_WAITING_BYTES)).isFalse();
  }

  private int nth(String name, int n) {
    int found = 0;
    for (int i = 0; i < taken.size(); i++) {
      found += taken.get(i).equals(name) ? 1 : 0;
      if (found == n) {
        return i;
      }
    }
    throw new AssertionError(name + " was not taken " + n + " times");
  }

  private void add(String app, long bytes, String name) {
    turns.add(app, bytes, () -> taken.add(name));
  }

  private void takeAll() {
    while (!turns.isEmpty()) {
      turns.next().run();
    }
  }
}
