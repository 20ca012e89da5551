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

  @Test
  void lagIsHowLongTheLongestOfTheLatestBurstsRead() {
    SlowLoop slow = new SlowLoop();
    Burst late = new Burst(slow);
    late.request();
    slow.readFor(16_000_000);
    assertThat(late.lagNanos()).isEqualTo(16_000_000);
    late.request();
    slow.readFor(1_000);
    assertThat(late.lagNanos()).isEqualTo(15_000_000);
    for (int i = 0; i < 200; i++) {
      late.request();
      slow.readFor(1_000);
    }
    assertThat(late.lagNanos()).isEqualTo(1_000);
  }

  /** A loop whose reads take time. */
  private static final class SlowLoop implements EventLoop {
    private final List<Runnable> tasks = new ArrayList<>();
    private long nanos;

    void readFor(long readNanos) {
      nanos += readNanos;
      List<Runnable> now = List.copyOf(tasks);
      tasks.clear();
      now.forEach(Runnable::run);
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException("no timers here");
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long wallMillis() {
      return 0;
    }
  }
}
