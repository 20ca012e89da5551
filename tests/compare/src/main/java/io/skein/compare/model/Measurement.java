package io.skein.compare.model;

import java.util.Map;

/**
 * What one round found; immutable.
 *
 * @param messages how many were published
 * @param deliveries how many came to subscribers, each counted after its payload was checked
 * @param seconds from the start of publishing until the last delivery, above 0
 * @param cpuSeconds user and system time of all processes of the contender meanwhile
 * @param lost deliveries that did not come
 * @param duplicated deliveries that came again
 * @param reordered deliveries that came after a later message of the same publisher and type
 * @param p50 median latency in microseconds; 0 where it is not measured
 * @param p99 latency of 99 %
 * @param p999 latency of 99.9 %
 * @param extras more figures by name with unit, for instance {@code heap_bytes}
 */
public record Measurement(
    long messages,
    long deliveries,
    double seconds,
    double cpuSeconds,
    long lost,
    long duplicated,
    long reordered,
    double p50,
    double p99,
    double p999,
    Map<String, Double> extras) {
  private static final double MILLION = 1e6;

  public Measurement {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + ", expected above 0");
    }
    extras = Map.copyOf(extras);
  }

  /** The same with other extras. */
  public Measurement with(Map<String, Double> otherExtras) {
    return new Measurement(
        messages,
        deliveries,
        seconds,
        cpuSeconds,
        lost,
        duplicated,
        reordered,
        p50,
        p99,
        p999,
        otherExtras);
  }

  /** Deliveries a second. */
  public double rate() {
    return deliveries / seconds;
  }

  /** CPU seconds for a million deliveries; 0 if there were none. */
  public double cpuPerMillion() {
    return deliveries == 0 ? 0 : cpuSeconds * MILLION / deliveries;
  }

  /** Whether everything came once and in order. */
  public boolean isClean() {
    return lost == 0 && duplicated == 0 && reordered == 0;
  }
}
