package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When received bytes are acknowledged. */
final class AcknowledgementsTest {
  private static final long MILLI = 1_000_000;
  private static final long RTT = 40 * MILLI;

  private final Acknowledgements acks = new Acknowledgements(header -> {});

  @Test
  void nearNeighbourHearsAtOnce() {
    acks.received(100);
    assertThat(acks.batchReceived(MILLI / 2, 7)).isEqualTo(7);
  }

  @Test
  void nearNeighbourHearsOnceIn2MillisecondsOfAllTogether() {
    acks.received(100);
    acks.batchReceived(MILLI / 2, 0);
    acks.tell(0);
    acks.received(100);
    assertThat(acks.batchReceived(MILLI / 2, MILLI / 4)).isEqualTo(2 * MILLI);
    acks.received(100);
    assertThat(acks.batchReceived(MILLI / 2, MILLI / 2)).isEqualTo(Acknowledgements.NEVER);
    assertThat(acks.isDue(2 * MILLI)).isTrue();
    assertThat(acks.tell(2 * MILLI)).isEqualTo(300);
    acks.received(100);
    assertThat(acks.batchReceived(MILLI / 2, 9 * MILLI)).isEqualTo(9 * MILLI);
  }

  @Test
  void farNeighbourHearsHalfARoundTripLaterOfAllTogether() {
    acks.received(100);
    assertThat(acks.batchReceived(RTT, 0)).isEqualTo(RTT / 2);
    acks.received(100);
    assertThat(acks.batchReceived(RTT, MILLI)).isEqualTo(Acknowledgements.NEVER);
    assertThat(acks.isDue(RTT / 2 - 2 * MILLI)).isFalse();
    assertThat(acks.isDue(RTT / 2)).isTrue();
    assertThat(acks.tell(RTT / 2)).isEqualTo(200);
    assertThat(acks.isDue(RTT)).isFalse();
  }

  @Test
  void muchIsAcknowledgedAtOnce() {
    acks.received(40_000);
    assertThat(acks.batchReceived(RTT, 5)).isEqualTo(5);
  }

  @Test
  void linkThatIsWokenALittleEarlyAcknowledges() {
    acks.received(100);
    long due = acks.batchReceived(RTT, 0);
    assertThat(acks.isDue(due - Deadlines.SLACK_NANOS)).isTrue();
  }

  @Test
  void acknowledgementThatIsOverdueWakesTheLinkWithTheNextBatch() {
    acks.received(100);
    acks.batchReceived(RTT, 0);
    acks.received(100);
    assertThat(acks.batchReceived(RTT, RTT)).isLessThanOrEqualTo(RTT);
  }
}
