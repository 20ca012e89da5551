package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PenaltiesTest {
  private static final Duration HALF_LIFE = Duration.ofMinutes(10);
  private static final Offender SOMEBODY = offender(0);

  private final Penalties penalties = new Penalties(HALF_LIFE);

  private static Offender offender(int number) {
    return new Offender.OfAddress("address " + number);
  }

  @Test
  void addsUp() {
    penalties.add(SOMEBODY, 24, 0);
    assertThat(penalties.add(SOMEBODY, 10, 0)).isEqualTo(34);
    assertThat(penalties.of(offender(1), 0)).isZero();
  }

  @Test
  void halvesInEachHalfLife() {
    penalties.add(SOMEBODY, 24, 7);
    assertThat(penalties.of(SOMEBODY, 7 + HALF_LIFE.toNanos())).isCloseTo(12, within(1e-9));
    assertThat(penalties.of(SOMEBODY, 7 + 3 * HALF_LIFE.toNanos())).isCloseTo(3, within(1e-9));
  }

  @Test
  void whatIsLeftCountsWithWhatIsNew() {
    penalties.add(SOMEBODY, 24, 0);
    assertThat(penalties.add(SOMEBODY, 24, HALF_LIFE.toNanos())).isCloseTo(36, within(1e-9));
  }

  @Test
  void beyondTheMostTheOneBlamedLongestAgoIsForgotten() {
    penalties.add(SOMEBODY, 1, 0);
    penalties.add(offender(1), 1, 0);
    penalties.add(SOMEBODY, 1, 0);
    for (int i = 2; i <= Penalties.MAX; i++) {
      penalties.add(offender(i), 1, 0);
    }
    assertThat(penalties.size()).isEqualTo(Penalties.MAX);
    assertThat(penalties.of(offender(1), 0)).isZero();
    assertThat(penalties.of(SOMEBODY, 0)).isEqualTo(2);
  }
}
