package io.skein.peer.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FreePortsTest {
  /** Of 500 that know nothing of each other six pairs would be the same. */
  @Test
  void noPortIsGivenTwice() throws IOException {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      assertThat(given.add(FreePorts.find())).isTrue();
    }
  }
}
