package io.skein.peer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), new Random(1));

  @Test
  void delaysDoubleUpToTheMost() {
    for (long step : new long[] {250, 500, 1000, 2000, 4000, 5000, 5000, 5000}) {
      assertThat(backoff.next()).isBetween(Duration.ofMillis(step / 2), Duration.ofMillis(step));
    }
  }

  @Test
  void manyAttemptsDoNotOverflow() {
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
    }
  }

  @Test
  void resetStartsWithTheFirstStep() {
    for (int i = 0; i < 10; i++) {
      backoff.next();
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(250));
  }
}
