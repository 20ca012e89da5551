package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Missing;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PullAnswersTest {
  private static final OriginLane SOURCE = new OriginLane(Batches.peer("a"), 1, Lane.NORMAL);

  private final MessageLog log =
      new VirtualPeer(new VirtualNetwork(new Random(1)), "self", 1, LogLimits.DEFAULT).core.log;

  @BeforeEach
  void fill() {
    log.offer(Batches.batch(SOURCE, 1, 10, "t", 0), List.of());
  }

  private PullAnswers asked(boolean mayStillCome) {
    var answers =
        new PullAnswers(log, batch -> true, new BroadcastCounters(), lane -> mayStillCome);
    answers.add(new SequenceRange(SOURCE, 5, 20));
    assertThat(answers.next()).isInstanceOf(BatchFrame.class);
    return answers;
  }

  @Test
  void whatWasNeverSeenIsMissingWhereTheWindowShowsAll() {
    assertThat(asked(false).next()).isEqualTo(new Missing(new SequenceRange(SOURCE, 11, 20)));
  }

  @Test
  void whatMayStillComeIsNotDenied() {
    PullAnswers answers = asked(true);
    assertThat(answers.next()).isNull();
    assertThat(answers.isEmpty()).isTrue();
  }
}
