package io.skein.peer.simulation;

import io.skein.peer.simulation.VirtualStream.Wire;
import java.time.Duration;

/**
 * Immutable. The lines between peers; each pair has a latency of its own, the same both ways.
 *
 * @param minLatency one way, 0 to 10 s
 * @param maxLatency one way, at least {@code minLatency} and at most 10 s
 * @param bytesPerSecond what a link carries each way; {@link Wire#UNLIMITED} for all
 */
public record Lines(Duration minLatency, Duration maxLatency, long bytesPerSecond) {
  private static final Duration MOST = Duration.ofSeconds(10);

  public Lines {
    Checks.require(
        !minLatency.isNegative()
            && minLatency.compareTo(maxLatency) <= 0
            && maxLatency.compareTo(MOST) <= 0,
        "latency is %d to %d ms, expected a growing range within 0 to 10000 ms",
        minLatency.toMillis(),
        maxLatency.toMillis());
    Checks.require(
        bytesPerSecond >= 1000, "bandwidth is %d B/s, expected at least 1000 B/s", bytesPerSecond);
  }
}
