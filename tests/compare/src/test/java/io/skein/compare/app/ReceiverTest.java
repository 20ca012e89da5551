package io.skein.compare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.bench.SubscriberReport;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private static final Workload MANY = new Workload(WorkloadKind.W5, 16, 0, 1, false);

  private final Receiver receiver = new Receiver(MANY, 0, none -> {});

  @Test
  void streamsDoNotDisturbEachOther() {
    arrive(64, 1, 128, 65);
    assertThat(report(2, 2).outOfOrder()).isZero();
    assertThat(report(2, 2).lost()).isZero();
  }

  @Test
  void whatIsMissingOfAStreamIsLost() {
    arrive(1, 129);
    assertThat(report(3, 0).lost()).isEqualTo(1);
    assertThat(receiver.passed()).isEqualTo(3);
  }

  @Test
  void whatCameTwiceIsDuplicated() {
    arrive(1, 1);
    assertThat(report(1, 0).duplicated()).isEqualTo(1);
  }

  @Test
  void resetForgetsCountsButNotWhatCame() {
    arrive(1);
    receiver.reset();
    assertThat(report(1, 0).received()).isZero();
    assertThat(report(1, 0).lost()).isZero();
  }

  private void arrive(long... numbers) {
    byte[] payload = Stamp.filler(16);
    for (long number : numbers) {
      Stamp.write(payload, 0, number, 0);
      receiver.accept(payload, 0, payload.length, 1);
    }
  }

  /** If so many of the first and of the last stream were published, and none of the others. */
  private SubscriberReport report(long first, long last) {
    long[] lasts = new long[MANY.streams()];
    lasts[0] = first;
    lasts[63] = last;
    return receiver.report(lasts);
  }
}
