package io.skein.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.faults.history.Event.Delivered;
import io.skein.peer.simulation.Faults;
import io.skein.peer.simulation.Faults.Crash;
import io.skein.peer.simulation.Faults.Partition;
import io.skein.peer.simulation.Lines;
import io.skein.peer.simulation.Load;
import io.skein.peer.simulation.Schedule;
import io.skein.peer.simulation.Simulation;
import io.skein.peer.simulation.SimulationConfig;
import io.skein.peer.simulation.SimulationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of real runs judges simulated ones too, from the lines of their apps. */
final class SimulatedRunsTest {
  private static final long SEEDS = 10;

  /** One of many deliveries, in the middle of a run. */
  private static final long SOME = 1_000;

  @TempDir private Path directory;
  private long deliveries;

  @Test
  void runsWithRandomFaultsHold() throws IOException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Path file = directory.resolve(seed + ".log");
      try (History history = new History(file)) {
        SimulationReport report = run(mixed(seed), history::add);
        Verdict verdict = history.judge();
        assertThat(report.violations()).as("seed %d", seed).isEmpty();
        assertThat(verdict.holds()).as("seed %d: %s %s", seed, verdict, verdict.cases()).isTrue();
      }
    }
  }

  @Test
  void deliveryThatIsTakenOutOfARunIsLost() {
    Verdict verdict = judgeChanged((event, check) -> {});
    assertThat(verdict.count(Rule.LOST)).isPositive();
  }

  @Test
  void deliveryThatIsRepeatedInARunIsADuplicate() {
    Verdict verdict =
        judgeChanged(
            (event, check) -> {
              check.accept(event);
              check.accept(event);
            });
    assertThat(verdict.count(Rule.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void deliveryOfOtherBytesIsInvented() {
    Verdict verdict =
        judgeChanged(
            (event, check) -> {
              Content was = event.content();
              Content other =
                  new Content(was.app(), was.number(), was.type(), was.lane(), was.hash() + 1);
              check.accept(
                  new Delivered(
                      event.reader(), event.position(), event.source(), event.sequence(), other));
            });
    assertThat(verdict.count(Rule.INVENTED)).isEqualTo(1);
  }

  /** Changes one delivery of a run without faults. */
  private interface Change {
    void apply(Delivered event, HistoryCheck check);
  }

  private Verdict judgeChanged(Change change) {
    HistoryCheck check = new HistoryCheck();
    run(
        config(1, 20, Faults.NONE),
        event -> {
          if (event instanceof Delivered delivered && ++deliveries == SOME) {
            change.apply(delivered, check);
          } else {
            check.accept(event);
          }
        });
    return check.verdict();
  }

  private static SimulationReport run(SimulationConfig config, Consumer<Event> notes) {
    return new Simulation(config, new SimulatedApps(notes)).run(done -> {});
  }

  /** Peers that come and go, crash together, are cut off, and lines that break. */
  private static SimulationConfig mixed(long seed) {
    SplittableRandom random = new SplittableRandom(seed).split();
    Faults faults =
        new Faults(
            random.nextDouble() * 0.05,
            random.nextBoolean()
                ? Optional.of(new Crash(random.nextDouble() * 0.6, Duration.ofSeconds(14)))
                : Optional.empty(),
            random.nextBoolean()
                ? Optional.of(
                    new Partition(
                        random.nextDouble(), Duration.ofSeconds(11), Duration.ofSeconds(18)))
                : Optional.empty(),
            random.nextDouble() * 0.03,
            0,
            Duration.ofMinutes(random.nextInt(60)),
            random.nextDouble() * 0.02);
    return config(seed, 10 + random.nextInt(20), faults);
  }

  private static SimulationConfig config(long seed, int peers, Faults faults) {
    Lines lines = new Lines(Duration.ofMillis(5), Duration.ofMillis(80), 256 << 10);
    return new SimulationConfig(
        peers,
        seed,
        Schedule.of(Duration.ofSeconds(30)),
        new Load(4, 4, 100),
        lines,
        faults,
        false,
        false);
  }
}
