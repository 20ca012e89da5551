package io.skein.peer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.simulation.Faults.Crash;
import io.skein.peer.simulation.Faults.Partition;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of the simulator; each prints its seed when it fails. */
final class SimulationTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration SHORT = Duration.ofSeconds(24);
  private static final Load LOAD = new Load(4, 2, 100);
  private static final Lines LINES =
      new Lines(Duration.ofMillis(10), Duration.ofMillis(50), Long.MAX_VALUE);

  private static SimulationConfig config(int peers, long seed, Faults faults) {
    return new SimulationConfig(peers, seed, Schedule.of(SHORT), LOAD, LINES, faults, false, false);
  }

  private static SimulationReport run(SimulationConfig config) {
    return new Simulation(config).run(done -> {});
  }

  private static void passesWithSeeds(Faults faults, long... seeds) {
    assertThat(LongStream.of(seeds))
        .allSatisfy(
            seed -> {
              SimulationReport report = run(config(24, seed, faults));
              assertThat(report.violations()).as("seed %d", seed).isEmpty();
              assertThat(report.delivery().fraction()).isEqualTo(1);
              assertThat(report.shape().components()).isEqualTo(1);
            });
  }

  @Test
  void oneSeedGivesOneRun() {
    SimulationConfig config =
        config(24, 7, new Faults(0.01, Optional.empty(), Optional.empty(), 0.01, 0.1, NONE, 0.01));

    SimulationReport first = run(config);
    SimulationReport second = run(config);

    assertThat(second.traceHash()).isEqualTo(first.traceHash());
    assertThat(second.events()).isEqualTo(first.events());
    assertThat(second.delivery()).isEqualTo(first.delivery());
    assertThat(second.cost()).isEqualTo(first.cost());
    assertThat(second.times()).isEqualTo(first.times());
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    assertThat(run(config(8, 1, Faults.NONE)).traceHash())
        .isNotEqualTo(run(config(8, 2, Faults.NONE)).traceHash());
  }

  @Test
  void calmRunDeliversEverythingToEverybody() {
    SimulationReport report = run(config(24, 3, Faults.NONE));

    assertThat(report.violations()).isEmpty();
    assertThat(report.delivery().messages()).isPositive();
    assertThat(report.delivery().deliveries()).isEqualTo(report.delivery().messages() * 23);
    assertThat(report.times().p50Millis()).isBetween(10.0, 500.0);
    assertThat(report.times().hopsMax()).isPositive();
    assertThat(report.times().repairMillis()).isZero();
    assertThat(report.shape().minDegree()).isPositive();
  }

  @Test
  void survivorsOfACrashGetEverything() {
    Crash crash = new Crash(0.25, Duration.ofSeconds(14));
    passesWithSeeds(new Faults(0, Optional.of(crash), Optional.empty(), 0, 0, NONE, 0), 1, 2, 3);
  }

  @Test
  void bothSidesOfAPartitionGetEverything() {
    Partition partition = new Partition(0.5, Duration.ofSeconds(10), Duration.ofSeconds(18));
    passesWithSeeds(new Faults(0, Optional.empty(), Optional.of(partition), 0, 0, NONE, 0), 1, 2);
  }

  @Test
  void accountsAddUpWhilePeersComeAndGo() {
    passesWithSeeds(new Faults(0, Optional.empty(), Optional.empty(), 0.01, 0, NONE, 0), 1, 2, 3);
  }

  /** Seeds with which messages of new origins were passed over by peers that had just joined. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void newOriginsAreHeardFromTheirFirstMessageByWhoHasJustJoined(long seed) {
    Faults faults = new Faults(0.01, Optional.empty(), Optional.empty(), 0.01, 0, NONE, 0);
    Schedule schedule = Schedule.of(Duration.ofSeconds(40));
    Load load = new Load(10, 1, 100);

    SimulationReport report =
        run(new SimulationConfig(30, seed, schedule, load, LINES, faults, false, false));

    assertThat(report.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatFloodDeliversTreesDeliver(long seed) {
    Crash crash = new Crash(0.3, Duration.ofSeconds(14));
    Faults faults = new Faults(0.01, Optional.of(crash), Optional.empty(), 0, 0, NONE, 0);
    SimulationReport trees = run(config(24, seed, faults));
    SimulationReport flood =
        run(new SimulationConfig(24, seed, Schedule.of(SHORT), LOAD, LINES, faults, true, false));

    assertThat(trees.violations()).isEmpty();
    assertThat(flood.violations()).isEmpty();
    assertThat(trees.delivery().fraction()).isEqualTo(flood.delivery().fraction()).isEqualTo(1);
  }

  @Test
  void brokenLinksPausesAndWrongClocksLoseNothing() {
    Duration skew = Duration.ofMinutes(5);
    passesWithSeeds(
        new Faults(0.02, Optional.empty(), Optional.empty(), 0, 0.1, skew, 0.01), 1, 2, 3);
  }

  @Test
  void safetyHoldsInTheMiddleOfFaults() {
    Faults faults = new Faults(0.05, Optional.empty(), Optional.empty(), 0.02, 0, NONE, 0.02);
    SimulationReport report =
        run(new SimulationConfig(24, 5, Schedule.of(SHORT), LOAD, LINES, faults, false, true));

    assertThat(report.violations()).isEmpty();
  }

  @Test
  void floodCostsACopyForEachFurtherLink() {
    SimulationReport report =
        run(new SimulationConfig(24, 1, Schedule.of(SHORT), LOAD, LINES, Faults.NONE, true, false));

    assertThat(report.violations()).isEmpty();
    assertThat(report.cost().extraCopies())
        .isGreaterThan(1)
        .isGreaterThan(run(config(24, 1, Faults.NONE)).cost().extraCopies());
  }
}
