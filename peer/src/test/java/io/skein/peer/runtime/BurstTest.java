package io.skein.peer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BurstTest {
  private final VirtualTime time = new VirtualTime();
  private final Burst burst = new Burst(time.loop());
  private final List<String> ran = new ArrayList<>();

  @Test
  void stepsRunOnceAndInOrderAfterTheReadsAtHand() {
    burst.steps(List.of(() -> ran.add("seal"), () -> ran.add("write")));
    burst.request();
    burst.request();
    assertThat(ran).isEmpty();
    time.run(Duration.ofMillis(1));
    assertThat(ran).containsExactly("seal", "write");
  }

  @Test
  void requestOfAStepRunsThemAgain() {
    burst.steps(
        List.of(
            () -> {
              if (ran.isEmpty()) {
                burst.request();
              }
              ran.add("step");
            }));
    burst.request();
    time.run(Duration.ofMillis(1));
    assertThat(ran).hasSize(2);
  }
}
