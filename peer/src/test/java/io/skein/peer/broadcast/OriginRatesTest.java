package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.model.Batches;
import io.skein.peer.model.PeerId;
import org.junit.jupiter.api.Test;

final class OriginRatesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final PeerId A = Batches.peer("a");
  private static final PeerId B = Batches.peer("b");

  private final OriginRates rates = new OriginRates(1_000);

  @Test
  void secondOfBytesComesAtOnceAndThenAtTheRate() {
    assertThat(rates.admits(A, 999, 1, 0)).isTrue();
    assertThat(rates.admits(A, 1, 1, 0)).isTrue();
    assertThat(rates.admits(A, 1, 1, 0)).isFalse();
    assertThat(rates.admits(A, 1, 1, SECOND / 1_000)).isTrue();
  }

  @Test
  void whereAnybodyMayPublishSixteenMebibytesASecondAreTaken() {
    OriginRates open = new OriginRates(ConductConfig.OPEN_RATE);
    for (int mebibyte = 0; mebibyte < 16; mebibyte++) {
      assertThat(open.admits(A, 1 << 20, 1, 0)).isTrue();
    }
    assertThat(open.admits(A, 1, 1, 0)).isFalse();
    assertThat(open.admits(A, 1, 1, SECOND / (1 << 20))).isTrue();
  }

  @Test
  void eachOriginHasItsOwn() {
    assertThat(rates.admits(A, 1_000, 1, 0)).isTrue();
    assertThat(rates.admits(A, 1, 1, 0)).isFalse();
    assertThat(rates.admits(B, 1_000, 1, 0)).isTrue();
  }

  @Test
  void batchLargerThanASecondsWorthPassesAndIsPaidFor() {
    assertThat(rates.admits(A, 3_000, 1, 0)).isTrue();
    assertThat(rates.admits(A, 1, 1, 2 * SECOND)).isFalse();
    assertThat(rates.admits(A, 1, 1, 2 * SECOND + SECOND / 1_000)).isTrue();
  }

  @Test
  void noLimitCountsNothing() {
    OriginRates none = new OriginRates(Long.MAX_VALUE);
    assertThat(none.admits(A, Integer.MAX_VALUE, 1, 0)).isTrue();
    assertThat(none.admits(A, Integer.MAX_VALUE, 1, 0)).isTrue();
    assertThat(none.size()).isZero();
  }

  @Test
  void originIsToldOnceASecondHowManyWereRefused() {
    assertThat(rates.toTell(A, 0)).isZero();
    rates.admits(A, 1_000, 1, 0);
    rates.admits(A, 1, 3, 0);
    assertThat(rates.toTell(A, 0)).isEqualTo(3);
    rates.admits(A, 1, 4, 0);
    assertThat(rates.toTell(A, SECOND - 1)).isZero();
    assertThat(rates.toTell(A, SECOND)).isEqualTo(4);
  }

  @Test
  void beyondTheMostTheOneHeardOfLongestAgoIsForgotten() {
    rates.admits(A, 1_000, 1, 0);
    for (int i = 0; i < OriginRates.MAX; i++) {
      rates.admits(Batches.peer("origin " + i), 1, 1, 0);
    }
    assertThat(rates.size()).isEqualTo(OriginRates.MAX);
    assertThat(rates.admits(A, 1_000, 1, 0)).as("its past is forgotten").isTrue();
  }
}
