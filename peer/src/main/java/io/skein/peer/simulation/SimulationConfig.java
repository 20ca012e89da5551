package io.skein.peer.simulation;

import java.time.Duration;

/**
 * Immutable. One run, decided to the last delivery.
 *
 * @param peers 2 to 100,000
 * @param seed where all chance comes from
 * @param schedule when what happens; a drain follows its end
 * @param load what is published
 * @param lines what it travels on
 * @param faults what goes wrong
 * @param flood every batch goes to every neighbour instead of along trees
 * @param safety check only what holds at any time, and do not wait for the network to recover
 */
public record SimulationConfig(
    int peers,
    long seed,
    Schedule schedule,
    Load load,
    Lines lines,
    Faults faults,
    boolean flood,
    boolean safety) {
  private static final int MAX_PEERS = 100_000;

  public SimulationConfig {
    Checks.require(
        peers >= 2 && peers <= MAX_PEERS, "peers is %d, expected 2 to %d", peers, MAX_PEERS);
    Duration last = schedule.calmFrom();
    faults
        .crash()
        .ifPresent(
            crash ->
                Checks.require(
                    crash.at().compareTo(last) <= 0,
                    "crash is at %d s, expected by %d s, when the run settles",
                    crash.at().toSeconds(),
                    last.toSeconds()));
    faults
        .partition()
        .ifPresent(
            partition ->
                Checks.require(
                    partition.to().compareTo(last) <= 0,
                    "partition ends at %d s, expected by %d s, when the run settles",
                    partition.to().toSeconds(),
                    last.toSeconds()));
  }

  /** The same run with another seed. */
  public SimulationConfig withSeed(long another) {
    return new SimulationConfig(peers, another, schedule, load, lines, faults, flood, safety);
  }

  /** The same run with another number of peers. */
  public SimulationConfig withPeers(int others) {
    return new SimulationConfig(others, seed, schedule, load, lines, faults, flood, safety);
  }
}
