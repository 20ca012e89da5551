package io.skein.peer.simulation;

import java.util.List;

/**
 * Immutable. What a run showed.
 *
 * @param delivery what was delivered, and how well
 * @param cost what it took
 * @param times how long it took
 * @param shape the network at the end
 * @param traceHash stands for the ordered sequence of deliveries
 * @param bytesPerPeer heap of a peer's protocol; -1 if it was not measured
 * @param events tasks that ran
 * @param latencies of deliveries after the warm-up
 * @param seconds the run by the second
 * @param violations broken rules, in words; none if all is well
 */
public record SimulationReport(
    SimulationConfig config,
    Delivery delivery,
    Cost cost,
    Times times,
    Shape shape,
    long traceHash,
    long bytesPerPeer,
    long events,
    LatencyHistogram latencies,
    List<Second> seconds,
    List<String> violations) {
  public SimulationReport {
    seconds = List.copyOf(seconds);
    violations = List.copyOf(violations);
  }

  /** Whether no rule was broken. */
  public boolean passed() {
    return violations.isEmpty();
  }

  /** The same with a measured size of peers. */
  SimulationReport withBytesPerPeer(long bytes) {
    return new SimulationReport(
        config,
        delivery,
        cost,
        times,
        shape,
        traceHash,
        bytes,
        events,
        latencies,
        seconds,
        violations);
  }

  /**
   * What was delivered.
   *
   * @param messages what was published
   * @param deliveries messages that peers got of others
   * @param fraction of what peers connected at the end were owed, what they got; 0 to 1
   * @param lost of what they were owed, what they did not get
   * @param duplicates messages that apps got twice
   * @param outOfOrder messages that apps got after later ones
   * @param invented messages that apps got and nobody published
   * @param gapsReported messages that apps were told they will not get
   * @param unreported messages that apps neither got nor were told of
   */
  public record Delivery(
      long messages,
      long deliveries,
      double fraction,
      long lost,
      long duplicates,
      long outOfOrder,
      long invented,
      long gapsReported,
      long unreported) {}

  /**
   * What delivering took.
   *
   * @param extraCopies copies of messages that arrived again, for each that arrived first, after
   *     the warm-up
   * @param extraCopiesWarmup the same before
   * @param controlBytesPerDelivery bytes on links that are not batches, after the warm-up
   * @param controlBytesPerPeerSecond the same by time
   * @param directoryBytesPerPeerSecond of these, what is about peer records
   * @param linkMessagesPerMessage sends on links for each message published, after the warm-up
   */
  public record Cost(
      double extraCopies,
      double extraCopiesWarmup,
      double controlBytesPerDelivery,
      double controlBytesPerPeerSecond,
      double directoryBytesPerPeerSecond,
      double linkMessagesPerMessage) {}

  /**
   * How long deliveries took.
   *
   * @param hopsMax the most links that a batch crossed
   * @param lastMillis the longest delivery
   * @param repairMillis from the end of the last fault until all that it held up was delivered; 0
   *     without faults
   */
  public record Times(
      int hopsMax, double p50Millis, double p99Millis, double lastMillis, double repairMillis) {}

  /**
   * The network at the end.
   *
   * @param alive living peers
   * @param epochs processes there were
   * @param deadNeighbours the most links to processes that were dead for more than 10 s, at any
   *     second
   */
  public record Shape(
      int alive,
      long epochs,
      int components,
      int minDegree,
      double meanDegree,
      int maxDegree,
      int deadNeighbours) {}

  /**
   * What happened within a second.
   *
   * @param end of the second, since the start
   * @param firsts messages that came to peers for the first time
   * @param copies messages that came to them again
   * @param controlBytes bytes on links that are not batches
   */
  public record Second(double end, long firsts, long copies, long controlBytes) {}
}
