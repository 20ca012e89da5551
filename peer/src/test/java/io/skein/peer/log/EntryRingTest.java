package io.skein.peer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EntryRingTest {
  @Test
  void ringIsAQueueWithAccessByIndex() {
    Random random = new Random(5);
    EntryRing<Integer> ring = new EntryRing<>();
    List<Integer> model = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (!model.isEmpty() && random.nextInt(10) < (i / 2000 % 2 == 0 ? 3 : 6)) {
        assertThat(ring.removeFirst()).isEqualTo(model.removeFirst());
      } else {
        ring.addLast(i);
        model.add(i);
      }
      assertThat(ring.size()).isEqualTo(model.size());
      if (!model.isEmpty()) {
        int index = random.nextInt(model.size());
        assertThat(ring.get(index)).isEqualTo(model.get(index));
      }
    }
  }

  @Test
  void whatIsNotThereIsRefused() {
    EntryRing<Integer> ring = new EntryRing<>();
    assertThatThrownBy(ring::removeFirst).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ring.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
