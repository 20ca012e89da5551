package io.skein.peer.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Confined to one thread. Brings the faults of a run over its peers and lines. */
final class Weather {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int MIN_AWAY_MILLIS = 5_000;
  private static final int MAX_AWAY_MILLIS = 15_000;
  private static final int MIN_PAUSE_MILLIS = 1_000;
  private static final int MAX_PAUSE_MILLIS = 6_000;

  private final Faults faults;
  private final long endNanos;
  private final VirtualNetwork network;
  private final Population population;
  private final SplittableRandom random;
  private final boolean[] farSide;

  /** Weather that ends with {@code end}; only then do faults with a probability. */
  Weather(
      SimulationConfig config,
      Duration end,
      VirtualNetwork network,
      Population population,
      SplittableRandom random) {
    this.faults = config.faults();
    this.endNanos = end.toNanos();
    this.network = network;
    this.population = population;
    this.random = random;
    this.farSide = new boolean[config.peers()];
  }

  void start() {
    VirtualLoop director = population.director();
    faults.crash().ifPresent(c -> director.schedule(c.at(), () -> crash(c.fraction())));
    faults
        .partition()
        .ifPresent(
            p -> {
              director.schedule(p.from(), () -> partition(p.fraction()));
              director.schedule(p.to(), network::heal);
            });
    if (faults.breaks() > 0 || faults.churn() > 0 || faults.pauses() > 0) {
      director.schedule(TICK, this::tick);
    }
  }

  private void tick() {
    if (network.time.nowNanos() >= endNanos) {
      return;
    }
    population.director().schedule(TICK, this::tick);
    if (faults.breaks() > 0) {
      network.cutSome(faults.breaks(), random);
    }
    for (Participant participant : population.all()) {
      if (participant.isAlive() && faults.churn() > random.nextDouble()) {
        churn(participant);
      } else if (participant.isAlive() && faults.pauses() > random.nextDouble()) {
        pause(participant);
      }
    }
  }

  private void churn(Participant participant) {
    if (random.nextBoolean()) {
      population.crash(participant);
    } else {
      population.leave(participant);
    }
    population.comeBack(participant, millis(MIN_AWAY_MILLIS, MAX_AWAY_MILLIS));
  }

  private void pause(Participant participant) {
    VirtualLoop loop = participant.process().loop;
    loop.pause();
    population.director().schedule(millis(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS), loop::resume);
  }

  private Duration millis(int from, int to) {
    return Duration.ofMillis(random.nextInt(from, to));
  }

  private void crash(double fraction) {
    draw(fraction).forEach(population::crash);
  }

  private void partition(double fraction) {
    draw(fraction).forEach(participant -> farSide[participant.index] = true);
    network.partition(
        line ->
            farSide[Integer.parseInt(line.first())] != farSide[Integer.parseInt(line.second())]);
  }

  /** So many of those alive, at least one, and not all. */
  private List<Participant> draw(double fraction) {
    List<Participant> alive = new ArrayList<>(population.all());
    alive.removeIf(participant -> !participant.isAlive());
    long count = Math.clamp(Math.round(fraction * alive.size()), 1, Math.max(1, alive.size() - 1));
    List<Participant> drawn = new ArrayList<>();
    while (drawn.size() < count && !alive.isEmpty()) {
      int last = alive.size() - 1;
      int place = random.nextInt(alive.size());
      drawn.add(alive.get(place));
      alive.set(place, alive.get(last));
      alive.removeLast();
    }
    return drawn;
  }
}
