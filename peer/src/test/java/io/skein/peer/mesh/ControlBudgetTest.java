package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import com.google.protobuf.ByteString;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.model.Batches;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlBudgetTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Frame PING = new Frame.Ping(1, 1);
  private static final Frame DIGEST =
      new Frame.Membership(
          new ViewMessage.DirectoryDigest(ImmutableLongArray.copyOf(Collections.nCopies(64, 0L))));
  private static final Frame REPORT =
      new Frame.TraceReport(
          ByteString.copyFrom(new byte[16]), Batches.peer("a"), Batches.peer("b"), 1, 0, 0, false);

  private final Counting excess = new Counting();

  private static final class Counting implements ControlBudget.Excess {
    private int dropped;
    private int floods;

    @Override
    public void dropped(int count) {
      dropped += count;
    }

    @Override
    public void flood() {
      floods++;
    }
  }

  private ControlBudget budget(int frames, long bytes) {
    ConductConfig normal = ConductConfig.DEFAULT;
    return new ControlBudget(
        new ConductConfig(
            normal.threshold(),
            normal.halfLife(),
            normal.firstBan(),
            normal.longestBan(),
            frames,
            bytes,
            ConductConfig.UNLIMITED),
        excess,
        0);
  }

  @Test
  void tenSecondsOfFramesMayComeAtOnceAndNotOneMore() {
    ControlBudget budget = budget(10, 1 << 20);
    assertThat(budget.admitted(Collections.nCopies(100, PING), 100, 0)).hasSize(100);
    assertThat(excess.floods).isZero();
    assertThat(budget.admitted(List.of(PING), 1, 0)).isEmpty();
    assertThat(excess.floods).isEqualTo(1);
    assertThat(excess.dropped).isEqualTo(1);
    assertThat(budget.admitted(List.of(PING), 1, SECOND / 10)).hasSize(1);
  }

  @Test
  void floodIsOneOffenceASecond() {
    ControlBudget budget = budget(1, 1 << 20);
    budget.admitted(Collections.nCopies(1_000, PING), 1_000, 0);
    budget.admitted(Collections.nCopies(1_000, PING), 1_000, SECOND - 1);
    assertThat(excess.floods).isEqualTo(1);
    budget.admitted(Collections.nCopies(1_000, PING), 1_000, SECOND);
    assertThat(excess.floods).isEqualTo(2);
  }

  @Test
  void messagesWithoutAFrameCostTheirBytes() {
    ControlBudget budget = budget(1, 480);
    for (int i = 0; i < 40; i++) {
      budget.admitted(List.of(), 0, 0);
    }
    assertThat(excess.floods).isZero();
    budget.admitted(List.of(), 0, 0);
    assertThat(excess.floods).isEqualTo(1);
  }

  @Test
  void batchesAndGoodbyesAreReadInAnyFlood() {
    ControlBudget budget = budget(1, 1);
    Frame batch =
        new Frame.BatchFrame(
            0, ByteString.EMPTY, Batches.batch(Batches.lane("a", 1), 1, 1, "t", 0));
    Frame bye = new Frame.Goodbye(DisconnectReason.SURPLUS, "", 0);
    budget.admitted(List.of(PING), 1_000, 0);
    assertThat(budget.admitted(List.of(batch, PING, bye), 1_000, 0)).containsExactly(batch, bye);
  }

  @Test
  void digestsHaveTheirOwnBudgetAndAreNoFlood() {
    ControlBudget budget = budget(1_000, 1 << 20);
    assertThat(budget.admitted(Collections.nCopies(30, DIGEST), 1, 0)).hasSize(20);
    assertThat(budget.admitted(List.of(DIGEST, PING), 1, SECOND - 1)).containsExactly(PING);
    assertThat(budget.admitted(List.of(DIGEST), 1, SECOND)).hasSize(1);
    assertThat(excess.floods).isZero();
  }

  @Test
  void reportsOfTracesAreBounded() {
    ControlBudget budget = budget(5_000, 8 << 20);
    assertThat(budget.admitted(Collections.nCopies(10_001, REPORT), 1, 0)).hasSize(10_000);
    assertThat(excess.floods).isZero();
  }
}
