package io.skein.peer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.simulation.Faults.Crash;
import io.skein.peer.simulation.Faults.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many small networks with everything that can go wrong, all of it decided by a seed. */
final class MixedFaultsTest {
  private static final long SEEDS = Long.getLong("skein.simulations", 1000);
  private static final long FIRST_SEED = Long.getLong("skein.simulation", 1);
  private static final Duration DURATION = Duration.ofSeconds(30);
  private static final int SMALLEST = 20;
  private static final int LARGEST = 60;

  @Test
  void nothingIsLostUnreportedAndAllConvergesAfterwards() {
    List<String> failed = Collections.synchronizedList(new ArrayList<>());
    LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
        .parallel()
        .forEach(seed -> failed.addAll(violationsOf(seed)));
    assertThat(failed).isEmpty();
  }

  private static List<String> violationsOf(long seed) {
    String how = "seed %d (-Dskein.simulation=%d -Dskein.simulations=1): ".formatted(seed, seed);
    try {
      return new Simulation(config(seed))
          .run(done -> {}).violations().stream().map(how::concat).toList();
    } catch (RuntimeException e) {
      throw new AssertionError(how, e);
    }
  }

  private static SimulationConfig config(long seed) {
    SplittableRandom random = new SplittableRandom(seed).split();
    int peers = SMALLEST + random.nextInt(LARGEST - SMALLEST + 1);
    int least = 1 + random.nextInt(50);
    boolean narrow = chance(random, 4);
    Lines lines =
        new Lines(
            Duration.ofMillis(least),
            Duration.ofMillis(least + random.nextInt(100)),
            narrow ? 256 << 10 : Long.MAX_VALUE);
    Faults faults = faults(random);
    // What a link cannot carry ends in gaps, which is right, and not what this test is about.
    int most = faults.slow() > 0 ? 100 : narrow ? 4_000 : 20_000;
    int payload = chance(random, 4) ? most : 100;
    Load load = new Load(1 + random.nextInt(8), 1 + random.nextInt(5), payload);
    return new SimulationConfig(
        peers, seed, Schedule.of(DURATION), load, lines, faults, false, chance(random, 5));
  }

  private static Faults faults(SplittableRandom random) {
    Optional<Crash> crash =
        chance(random, 3)
            ? Optional.of(new Crash(random.nextDouble() * 0.6, Duration.ofSeconds(14)))
            : Optional.empty();
    Optional<Partition> partition =
        chance(random, 3)
            ? Optional.of(
                new Partition(
                    random.nextDouble(),
                    Duration.ofSeconds(11),
                    Duration.ofSeconds(12 + random.nextInt(10))))
            : Optional.empty();
    return new Faults(
        chance(random, 2) ? random.nextDouble() * 0.05 : 0,
        crash,
        partition,
        chance(random, 3) ? random.nextDouble() * 0.03 : 0,
        chance(random, 4) ? random.nextDouble() * 0.2 : 0,
        chance(random, 3) ? Duration.ofMinutes(1 + random.nextInt(60)) : Duration.ZERO,
        chance(random, 3) ? random.nextDouble() * 0.02 : 0);
  }

  private static boolean chance(SplittableRandom random, int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
