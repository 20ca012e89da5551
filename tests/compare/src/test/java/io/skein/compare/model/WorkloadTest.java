package io.skein.compare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Workload W6 = new Workload(WorkloadKind.W6, 128, 0, 1, false);

  @Test
  void textIsReadAsItWasWritten() {
    Workload workload = new Workload(WorkloadKind.W2, 128, 20_000, 1, true);
    assertThat(Workload.parse(workload.toText())).isEqualTo(workload);
  }

  @Test
  void payloadHasRoomForNumberAndTime() {
    assertThatThrownBy(() -> new Workload(WorkloadKind.W1, 15, 0, 1, false))
        .hasMessageContaining("message size is 15");
  }

  @Test
  void manySubscribersTogetherHaveNoMoreOnItsWayThanTwo() {
    Workload two = new Workload(WorkloadKind.W3, 128, 0, 2, false);
    Workload many = new Workload(WorkloadKind.W3, 128, 0, 512, false);
    assertThat(many.windowMessages() * 512).isLessThanOrEqualTo(two.windowMessages() * 2);
  }

  @Test
  void everyMessageOfManyTypesMatchesSixteenSubscriptions() {
    for (int type = 0; type < W6.types(); type++) {
      int stream = type;
      long matches =
          IntStream.range(0, W6.subscriptions())
              .filter(i -> Arrays.stream(W6.streamsOf(i)).anyMatch(s -> s == stream))
              .count();
      assertThat(matches).isEqualTo(16);
    }
  }

  @Test
  void patternsMatchWhatTheyAreExpectedToMatch() {
    for (int i = 0; i < W6.subscriptions(); i++) {
      Pattern pattern = Pattern.parse(W6.pattern(i));
      int[] matching =
          IntStream.range(0, W6.types())
              .filter(type -> pattern.matches(new MessageType(W6.type(type))))
              .toArray();
      assertThat(matching).isEqualTo(W6.streamsOf(i));
    }
  }
}
