package io.skein.compare.model;

import java.util.Locale;

/** By what contenders are compared. */
public enum Metric {
  /** Deliveries a second; more is better. */
  RATE("deliveries/s", true),
  /** CPU seconds of all processes for a million deliveries; less is better. */
  CPU("CPU s per million", false),
  /** Median latency in microseconds; less is better. */
  P50("p50 us", false),
  /** Latency of 99 % in microseconds; less is better. */
  P99("p99 us", false);

  private final String title;
  private final boolean moreIsBetter;

  Metric(String title, boolean moreIsBetter) {
    this.title = title;
    this.moreIsBetter = moreIsBetter;
  }

  /** For headings. */
  public String title() {
    return title;
  }

  /** For programs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the larger value wins. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Its value in one round. */
  public double of(Measurement measurement) {
    return switch (this) {
      case RATE -> measurement.rate();
      case CPU -> measurement.cpuPerMillion();
      case P50 -> measurement.p50();
      case P99 -> measurement.p99();
    };
  }
}
