package io.skein.peer.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Confined to one thread. Measures a run once a virtual second. */
final class Meter {
  private static final long LONG_DEAD_NANOS = Duration.ofSeconds(10).toNanos();

  private final VirtualNetwork network;
  private final Population population;
  private final LinkGraph graph;
  private final boolean deaths;
  private final List<Sample> samples = new ArrayList<>();
  private long peerSeconds;
  private int deadNeighbours;

  /**
   * The state of a network after so many seconds, all counted since the start.
   *
   * @param firsts messages that came to peers for the first time
   * @param copies messages that came to them again
   * @param messages what was published
   * @param peerSeconds how long peers were there, together
   */
  record Sample(
      double seconds,
      long firsts,
      long copies,
      long messages,
      long controlBytes,
      long directoryBytes,
      long linkMessages,
      long peerSeconds) {}

  Meter(VirtualNetwork network, Population population, LinkGraph graph, boolean deaths) {
    this.network = network;
    this.population = population;
    this.graph = graph;
    this.deaths = deaths;
  }

  /** Takes a sample. */
  Sample read(long messages) {
    Copies copies = new Copies();
    copies.add(population.retired());
    for (Participant participant : population.all()) {
      if (participant.hasProcess()) {
        copies.add(participant.counters());
        peerSeconds++;
      }
    }
    long now = network.time.nowNanos();
    Traffic traffic = network.traffic();
    Sample sample =
        new Sample(
            now / 1e9,
            copies.firsts(),
            copies.again(),
            messages,
            traffic.controlBytes(),
            traffic.directoryBytes(),
            traffic.linkMessages(),
            peerSeconds);
    samples.add(sample);
    if (deaths) {
      deadNeighbours = Math.max(deadNeighbours, graph.deadNeighbours(now, LONG_DEAD_NANOS));
    }
    return sample;
  }

  List<Sample> samples() {
    return samples;
  }

  /** The most links to long dead processes at any one second. */
  int deadNeighbours() {
    return deadNeighbours;
  }
}
