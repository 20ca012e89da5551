package io.skein.peer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PatienceTest {
  private final Patience patience = new Patience();

  private boolean holdsBack(boolean isOver, long atMillis) {
    return patience.holdsBack(isOver, TimeUnit.MILLISECONDS.toNanos(atMillis));
  }

  @Test
  void slowReaderHoldsPublishersBackForAQuarterSecond() {
    assertThat(holdsBack(true, 0)).isTrue();
    assertThat(holdsBack(true, 249)).isTrue();
    assertThat(holdsBack(true, 250)).isFalse();
    assertThat(holdsBack(true, 10_000)).isFalse();
  }

  @Test
  void readerThatCaughtUpMayHoldThemBackAgain() {
    holdsBack(true, 0);
    holdsBack(true, 300);
    assertThat(holdsBack(false, 400)).isFalse();
    assertThat(holdsBack(true, 500)).isTrue();
  }
}
