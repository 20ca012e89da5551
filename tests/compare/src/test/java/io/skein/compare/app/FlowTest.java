package io.skein.compare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.bench.FlowRun;
import org.junit.jupiter.api.Test;

class FlowTest {
  private static final Workload MANY = new Workload(WorkloadKind.W5, 128, 0, 1, false);

  private final Flow flow = new Flow(MANY);

  @Test
  void windowHoldsThePublishersUntilSubscribersHaveComeOn() {
    flow.begin(FlowRun.ofMessages(1_000_000, 0));
    for (int i = 0; i < Workload.MANY_IN_FLIGHT; i++) {
      flow.take(i % MANY.streams());
    }
    assertThat(flow.due(System.nanoTime())).isZero();
    flow.progress(10);
    assertThat(flow.due(System.nanoTime())).isEqualTo(10);
  }

  @Test
  void messagesOfEachStreamAreNumberedByThemselves() {
    flow.begin(FlowRun.ofMessages(10, 0));
    assertThat(flow.take(0)).isEqualTo(1);
    assertThat(flow.take(63)).isEqualTo(64);
    assertThat(flow.take(0)).isEqualTo(65);
  }

  @Test
  void runIsOverWhenAllIsSent() {
    flow.begin(FlowRun.ofMessages(1, 0));
    assertThat(flow.hasEnded(System.nanoTime())).isFalse();
    flow.take(0);
    assertThat(flow.hasEnded(System.nanoTime())).isTrue();
  }

  @Test
  void pacedMessageIsNotDueBeforeItsTime() {
    flow.begin(FlowRun.ofMessages(10, 1));
    assertThat(flow.due(System.nanoTime())).isEqualTo(1);
    flow.take(0);
    assertThat(flow.due(System.nanoTime())).isZero();
  }
}
