package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a link may have under way. */
final class SendWindowTest {
  private static final long MILLI = 1_000_000;

  private final SendWindow window = new SendWindow();
  private long nowNanos = 1;
  private long sent;

  /** Sends while there is room; all of it is acknowledged a while later. */
  private long fillAndAcknowledge(long afterMillis) {
    return fillAndAcknowledge(Math.max(20, afterMillis), afterMillis);
  }

  private long fillAndAcknowledge(long roundTripMillis, long afterMillis) {
    long before = sent;
    while (!window.isFull()) {
      sent += 1 << 10;
      window.sent(sent, nowNanos);
    }
    nowNanos += afterMillis * MILLI;
    window.acknowledged(sent, roundTripMillis * MILLI, nowNanos);
    return sent - before;
  }

  @Test
  void newLinkHoldsLittle() {
    assertThat(fillAndAcknowledge(100)).isEqualTo(SendWindow.LEAST_BYTES);
  }

  @Test
  void fastLinkGrowsTo200MillisOfItsRate() {
    for (int i = 0; i < 8; i++) {
      fillAndAcknowledge(50);
    }
    assertThat(fillAndAcknowledge(50)).isGreaterThan(512 << 10);
  }

  @Test
  void slowLinkNeverHoldsMoreThanTheLeast() {
    for (int rests = 0; rests < 3; rests++) {
      fillAndAcknowledge(1); // a burst passes
      for (int i = 0; i < 5; i++) {
        assertThat(fillAndAcknowledge(500)).isEqualTo(SendWindow.LEAST_BYTES);
      }
      nowNanos += 5_000 * MILLI;
    }
  }

  /** At 64 KiB a second that is twice the least. */
  @Test
  void ratherSlowLinkHoldsHalfASecond() {
    fillAndAcknowledge(250); // makes it no larger
    fillAndAcknowledge(250);
    for (int i = 0; i < 10; i++) {
      fillAndAcknowledge(500);
    }
    assertThat(fillAndAcknowledge(500)).isBetween(31L << 10, 33L << 10);
  }

  /** A window too small for the way never finds out how much the link carries. */
  @ParameterizedTest
  @ValueSource(longs = {50, 100, 200, 400})
  void windowGrowsOverALongWayWhoseAcknowledgementsComeLate(long roundTripMillis) {
    long late = Math.min(roundTripMillis / 2, 100);
    long held = 0;
    for (int i = 0; i < 40 && held <= 1 << 20; i++) {
      held = fillAndAcknowledge(roundTripMillis, roundTripMillis + late);
    }
    assertThat(held).isGreaterThan(1 << 20);
  }

  @Test
  void nearLinkHolds64KiBAfterFourRoundTrips() {
    for (int i = 0; i < 3; i++) {
      fillAndAcknowledge(1);
    }
    assertThat(fillAndAcknowledge(1)).isEqualTo(64 << 10);
  }

  @Test
  void pauseOfTheOtherHalvesTheWindowAtMost() {
    for (int i = 0; i < 8; i++) {
      fillAndAcknowledge(50);
    }
    long before = fillAndAcknowledge(5_000);
    assertThat(fillAndAcknowledge(50)).isEqualTo(before / 2);
  }

  @Test
  void oneChunkAtATimeIsMeasuredToo() {
    fillAndAcknowledge(20);
    fillAndAcknowledge(2000);
    fillAndAcknowledge(2000);
    for (int i = 0; i < 50; i++) {
      fillAndAcknowledge(5);
    }
    assertThat(fillAndAcknowledge(5)).isGreaterThan(8 * SendWindow.LEAST_BYTES);
  }

  @Test
  void acknowledgementsWhileNothingIsUnderWaySayNothing() {
    for (int i = 0; i < 4; i++) {
      fillAndAcknowledge(50);
    }
    fillAndAcknowledge(5);
    nowNanos += 60_000 * MILLI;
    window.acknowledged(sent, MILLI, nowNanos);
    assertThat(fillAndAcknowledge(50)).isGreaterThan(4 * SendWindow.LEAST_BYTES);
  }

  @Test
  void acknowledgementThatIsNoNewsEndsNoSample() {
    fillAndAcknowledge(20);
    for (int i = 0; i < 4; i++) {
      fillAndAcknowledge(2000);
    }
    long before = sent;
    while (!window.isFull()) {
      window.sent(sent += 1 << 10, nowNanos);
    }
    nowNanos += 1_900 * MILLI;
    window.acknowledged(before, MILLI, nowNanos);
    nowNanos += 100 * MILLI;
    window.acknowledged(sent, MILLI, nowNanos);
    assertThat(fillAndAcknowledge(2000)).isEqualTo(SendWindow.LEAST_BYTES);
  }

  @Test
  void linkThatSlowsDownHoldsLessAgain() {
    for (int i = 0; i < 8; i++) {
      fillAndAcknowledge(50);
    }
    for (int i = 0; i < 16; i++) {
      fillAndAcknowledge(20_000);
    }
    assertThat(fillAndAcknowledge(1)).isLessThanOrEqualTo(2 * SendWindow.LEAST_BYTES);
  }

  @Test
  void idleTimeIsNoSlowness() {
    for (int i = 0; i < 8; i++) {
      fillAndAcknowledge(50);
    }
    nowNanos += 60_000 * MILLI;
    sent += 100;
    window.sent(sent, nowNanos);
    nowNanos += 60 * MILLI;
    window.acknowledged(sent, 60 * MILLI, nowNanos);
    assertThat(fillAndAcknowledge(50)).isGreaterThan(512 << 10);
  }

  @Test
  void acknowledgementOfMoreThanWasSentIsNotBelieved() {
    window.sent(100, nowNanos);
    window.acknowledged(Long.MAX_VALUE, MILLI, nowNanos);
    assertThat(window.inFlight()).isZero();
  }
}
