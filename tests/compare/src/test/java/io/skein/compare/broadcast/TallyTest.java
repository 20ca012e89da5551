package io.skein.compare.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skein.compare.app.Stamp;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.bench.SubscriberReport;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final int MEMBERS = 3;
  private static final int BYTES = 32;

  private final Tally tally = new Tally(new Workload(WorkloadKind.W4, BYTES, 50, MEMBERS, false));

  @Test
  void ownMessagesDoNotCount() {
    arrives(0, 0, 1, 10);
    assertThat(tally.report(new long[MEMBERS]).received()).isZero();
  }

  @Test
  void messageIsCompleteWhenTheLastMemberHasIt() {
    arrives(1, 0, 1, 1_000);
    assertThat(tally.report(new long[] {1, 0, 0}).p50()).isZero();
    arrives(2, 0, 1, 5_000);
    assertThat(tally.report(new long[] {1, 0, 0}).p50()).isCloseTo(5, within(0.01));
  }

  @Test
  void slowestMemberIsTheOneThatCounts() {
    arrives(1, 0, 1, 1);
    arrives(1, 0, 2, 2);
    arrives(2, 0, 1, 3);
    assertThat(tally.slowest(0)).isEqualTo(1);
  }

  @Test
  void lossDuplicatesAndDisorderAreCountedForEachMember() {
    arrives(1, 0, 2, 1);
    arrives(1, 0, 1, 2);
    arrives(1, 0, 1, 3);
    arrives(2, 0, 1, 4);
    SubscriberReport report = tally.report(new long[] {2, 0, 0});
    assertThat(report.outOfOrder()).isEqualTo(1);
    assertThat(report.duplicated()).isEqualTo(1);
    assertThat(report.lost()).isEqualTo(1);
  }

  @Test
  void duplicateCompletesNothing() {
    arrives(1, 0, 1, 1);
    arrives(1, 0, 1, 2);
    assertThat(tally.report(new long[] {1, 0, 0}).p50()).isZero();
  }

  @Test
  void payloadOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> tally.intake(1).accept(new byte[BYTES], 0, BYTES - 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
  }

  /**
   * Member {@code to} gets the message with this count of a publisher so long after it was sent.
   */
  private void arrives(int to, int publisher, long count, long nanos) {
    byte[] payload = new byte[BYTES];
    Stamp.write(payload, 0, (count - 1) * MEMBERS + publisher + 1, 0);
    tally.intake(to).accept(payload, 0, BYTES, nanos);
  }
}
