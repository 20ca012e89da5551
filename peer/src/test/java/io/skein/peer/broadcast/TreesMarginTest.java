package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** By how much another link must be faster. */
final class TreesMarginTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  @Test
  void onNearLinksAMillisecond() {
    assertThat(Trees.margin(MILLI, 0)).isEqualTo(MILLI);
  }

  @Test
  void onFarLinksASixteenthOfTheRoundTrip() {
    assertThat(Trees.margin(160 * MILLI, 0)).isEqualTo(10 * MILLI);
  }

  @Test
  void whereReadingTakesLongFourTimesThat() {
    assertThat(Trees.margin(160 * MILLI, 5 * MILLI)).isEqualTo(20 * MILLI);
  }
}
