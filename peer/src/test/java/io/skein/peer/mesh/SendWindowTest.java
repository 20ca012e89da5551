package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much a link may have under way. */
final class SendWindowTest {
  private static final long MILLI = 1_000_000;

  private final SendWindow window = new SendWindow();
  private long nowNanos = 1;
  private long sent;

  /** Sends while there is room; all of it is acknowledged a while later. */
  private long fillAndAcknowledge(long afterMillis) {
    long before = sent;
    while (!window.isFull()) {
      sent += 1 << 10;
      window.sent(sent, nowNanos);
    }
    nowNanos += afterMillis * MILLI;
    window.acknowledged(sent, Math.max(20, afterMillis) * MILLI, nowNanos);
    return sent - before;
  }

  @Test
  void newLinkHoldsLittle() {
    assertThat(fillAndAcknowledge(100)).isEqualTo(SendWindow.LEAST_BYTES);
  }

  @Test
  void fastLinkGrowsTo200MillisOfItsRate() {
    for (int i = 0; i < 4; i++) {
      fillAndAcknowledge(50);
    }
    assertThat(fillAndAcknowledge(50)).isGreaterThan(8 * SendWindow.LEAST_BYTES);
  }

  @Test
  void slowLinkNeverHoldsMoreThanTheLeast() {
    fillAndAcknowledge(20);
    for (int i = 0; i < 10; i++) {
      assertThat(fillAndAcknowledge(2000)).isLessThanOrEqualTo(2 * SendWindow.LEAST_BYTES);
    }
  }

  @Test
  void slowLinkHoldsOneChunkOnceMeasured() {
    fillAndAcknowledge(20);
    fillAndAcknowledge(2000);
    fillAndAcknowledge(2000);
    assertThat(fillAndAcknowledge(2000)).isEqualTo(SendWindow.LEAST_SLOW_BYTES);
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
    assertThat(fillAndAcknowledge(50)).isGreaterThan(8 * SendWindow.LEAST_BYTES);
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
    assertThat(fillAndAcknowledge(2000)).isEqualTo(SendWindow.LEAST_SLOW_BYTES);
  }

  @Test
  void linkThatSlowsDownHoldsLessAgain() {
    for (int i = 0; i < 4; i++) {
      fillAndAcknowledge(50);
    }
    for (int i = 0; i < 8; i++) {
      fillAndAcknowledge(20_000);
    }
    assertThat(fillAndAcknowledge(1)).isLessThanOrEqualTo(2 * SendWindow.LEAST_BYTES);
  }

  @Test
  void idleTimeIsNoSlowness() {
    for (int i = 0; i < 4; i++) {
      fillAndAcknowledge(50);
    }
    nowNanos += 60_000 * MILLI;
    sent += 100;
    window.sent(sent, nowNanos);
    nowNanos += 60 * MILLI;
    window.acknowledged(sent, 60 * MILLI, nowNanos);
    assertThat(fillAndAcknowledge(50)).isGreaterThan(8 * SendWindow.LEAST_BYTES);
  }

  @Test
  void acknowledgementOfMoreThanWasSentIsNotBelieved() {
    window.sent(100, nowNanos);
    window.acknowledged(Long.MAX_VALUE, MILLI, nowNanos);
    assertThat(window.inFlight()).isZero();
  }
}
