package io.skein.peer.simulation;

import io.skein.peer.simulation.VirtualStream.Wire;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Confined to one thread. Runs the protocol classes of many peers on a virtual clock and a virtual
 * network; the same configuration gives the same run to the last delivery.
 */
public final class Simulation {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS_A_SECOND = 10;
  private static final Duration MAX_DRAIN = Duration.ofMinutes(2);

  /** After all has arrived: what comes twice would come now. */
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private static final long WINDOW_BYTES = 64 << 10;
  private static final long SLOW_BYTES_PER_SECOND = 32_000;
  private static final int SLOW_DIVISOR = 50;

  private final SimulationConfig config;
  private final Schedule schedule;
  private final VirtualNetwork network;
  private final Population population;
  private final Weather weather;
  private final Book book;
  private final LinkGraph graph;
  private final Meter meter;
  private final long lineSeed;
  private Meter.Sample warm;

  /** Told of the progress of a run, about each virtual second. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A part of a run is done.
     *
     * @param done virtual time since its start; may exceed the configured duration while it drains
     */
    void at(Duration done);
  }

  /** A run that has not begun. */
  public Simulation(SimulationConfig config) {
    this(config, Witness.NONE);
  }

  /** A run that has not begun, and that somebody watches. */
  public Simulation(SimulationConfig config, Witness witness) {
    this.config = config;
    this.schedule = config.schedule();
    SplittableRandom chance = new SplittableRandom(config.seed());
    lineSeed = chance.nextLong();
    network = new VirtualNetwork(chance.split(), this::wire);
    Duration calm = calm();
    long calmNanos = config.faults().end(calm).toNanos();
    book = new Book(network.time, witness, schedule.warm().toNanos(), calmNanos);
    population = new Population(config, network, book, chance.split());
    weather = new Weather(config, calm, network, population, chance.split());
    graph = new LinkGraph(population.all());
    meter = new Meter(network, population, graph, config.faults().kill());
    warm = meter.read(0);
  }

  private Duration calm() {
    return config.safety() ? schedule.end() : schedule.calmFrom();
  }

  private Wire wire(VirtualNetwork.Line line) {
    Lines lines = config.lines();
    long pair = 31L * line.first().hashCode() + line.second().hashCode();
    double place = new SplittableRandom(lineSeed ^ pair * 0x9E3779B97F4A7C15L).nextDouble();
    double min = lines.minLatency().toNanos();
    long latency = (long) (min + place * (lines.maxLatency().toNanos() - min));
    long speed = lines.bytesPerSecond();
    if (isSlow(line.first()) || isSlow(line.second())) {
      speed = Math.max(1, Math.min(SLOW_BYTES_PER_SECOND, speed / SLOW_DIVISOR));
    }
    return new Wire(latency, WINDOW_BYTES, speed);
  }

  private boolean isSlow(String name) {
    return population.all().get(Integer.parseInt(name)).slow;
  }

  /** Runs to the end; to be called once. */
  public SimulationReport run(Progress progress) {
    population.start();
    weather.start();
    for (Duration done = Duration.ZERO; done.compareTo(schedule.end()) < 0; ) {
      done = second(done, progress);
    }
    if (!config.safety()) {
      drain(progress);
    }
    graph.read();
    population.all().stream()
        .filter(graph::isConnected)
        .forEach(participant -> book.witness.stayed(participant.reception().own()));
    Reckoning reckoning = Reckoning.of(graph, population.all(), book.ledger);
    Meter.Sample end = meter.read(book.ledger.messages());
    return new Reporter(config, network, population, book, graph, meter)
        .report(reckoning, warm, end);
  }

  private Duration second(Duration done, Progress progress) {
    for (int i = 0; i < STEPS_A_SECOND; i++) {
      network.time.run(STEP);
      population.look();
    }
    Duration now = done.plus(STEP.multipliedBy(STEPS_A_SECOND));
    if (now.toSeconds() % 2 == 0) {
      population.askAgain();
    }
    Meter.Sample sample = meter.read(book.ledger.messages());
    if (now.compareTo(schedule.warm()) <= 0) {
      warm = sample;
    }
    progress.at(now);
    return now;
  }

  private void drain(Progress progress) {
    Duration done = schedule.end();
    Duration limit = done.plus(MAX_DRAIN);
    while (!isComplete() && done.compareTo(limit) < 0) {
      done = second(done, progress);
    }
    network.time.run(AFTERMATH);
  }

  private boolean isComplete() {
    if (!population.isSettled()) {
      return false;
    }
    graph.read();
    return graph.components() == 1
        && Reckoning.of(graph, population.all(), book.ledger).waiting() == 0;
  }

  /**
   * Runs to the end like {@link #run}, and measures how much heap a peer takes; all else in this
   * process must be quiet.
   */
  public SimulationReport runAndWeigh(Progress progress) {
    SimulationReport report = run(progress);
    int peers = Math.max(1, graph.alive());
    long before = usedBytes();
    population.clear();
    network.clear();
    return report.withBytesPerPeer(Math.max(0, before - usedBytes()) / peers);
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
