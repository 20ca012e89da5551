package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.Batches;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BansTest {
  private static final Offender PEER = new Offender.OfPeer(Batches.peer("a"));
  private static final long FIRST = ConductConfig.DEFAULT.firstBan().toNanos();
  private static final long LONGEST = ConductConfig.DEFAULT.longestBan().toNanos();

  private final Bans bans = new Bans(ConductConfig.DEFAULT);

  @Test
  void endsAtItsTimeAndNotBefore() {
    bans.impose(PEER, "flood", 5);
    assertThat(bans.of(PEER, 5 + FIRST - 1)).isNotNull();
    assertThat(bans.of(PEER, 5 + FIRST)).isNull();
    assertThat(bans.lasting(5 + FIRST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,10", "2,20", "3,40", "8,1280", "9,1440", "1000,1440"})
  void doublesUpToTheLongest(int times, int minutes) {
    assertThat(ConductConfig.DEFAULT.banOf(times)).isEqualTo(Duration.ofMinutes(minutes));
  }

  @Test
  void secondBanIsTwiceAsLong() {
    bans.impose(PEER, "flood", 0);
    assertThat(bans.impose(PEER, "flood", FIRST).untilNanos()).isEqualTo(3 * FIRST);
  }

  @Test
  void longAfterTheLastBanItsPeerIsNewAgain() {
    bans.impose(PEER, "flood", 0);
    assertThat(bans.impose(PEER, "flood", FIRST + LONGEST - 1).times()).isEqualTo(2);
    Bans others = new Bans(ConductConfig.DEFAULT);
    others.impose(PEER, "flood", 0);
    assertThat(others.impose(PEER, "flood", FIRST + LONGEST).times()).isEqualTo(1);
  }

  @Test
  void liftingForgetsEarlierOnes() {
    bans.impose(PEER, "flood", 0);
    assertThat(bans.lift(PEER, 1)).isNotNull();
    assertThat(bans.lift(PEER, 1)).isNull();
    assertThat(bans.impose(PEER, "flood", 2).times()).isEqualTo(1);
  }

  @Test
  void beyondTheMostTheFirstOneIsForgotten() {
    for (int i = 0; i <= Bans.MAX; i++) {
      bans.impose(new Offender.OfAddress("address " + i), "flood", 0);
    }
    assertThat(bans.lasting(0)).hasSize(Bans.MAX);
    assertThat(bans.of(new Offender.OfAddress("address 0"), 0)).isNull();
    assertThat(bans.of(new Offender.OfAddress("address 1"), 0)).isNotNull();
  }
}
