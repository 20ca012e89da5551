package io.skein.bootstrap.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
  private static final int KEYS = 300;
  private static final int STEPS = 50_000;

  /** What is kept: a key and something else, so that a replacement shows. */
  private record Element(int key, int stamp) {}

  // Divided by 1 the keys have homes of their own in a table of 2^9 slots, by 300 all have the same
  // one. They begin below zero, so that clusters go beyond the last slot.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, KEYS})
  void tableDoesWhatAHashMapDoes(int keysAHome) {
    var random = new Random(keysAHome);
    var table = new KeyTable<Integer, Element>(Element::key, key -> (key / keysAHome - 5) << 23);
    Map<Integer, Element> model = new HashMap<>();
    for (int step = 0; step < STEPS; step++) {
      int key = random.nextInt(KEYS);
      // It grows, shrinks and grows again.
      if (random.nextInt(STEPS) < Math.abs(STEPS / 2 - step) * 2) {
        var element = new Element(key, step);
        assertThat(table.put(element)).isEqualTo(model.put(key, element));
      } else {
        assertThat(table.remove(key)).isEqualTo(model.remove(key));
      }
      int other = random.nextInt(KEYS);
      assertThat(table.find(other)).isEqualTo(model.get(other));
      assertThat(table.size()).isEqualTo(model.size());
      if (step % 500 == 0) {
        assertThat(table.stream()).containsExactlyInAnyOrderElementsOf(model.values());
        model.forEach((k, element) -> assertThat(table.find(k)).isEqualTo(element));
      }
    }
  }
}
