package io.skein.peer.admin;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * A number that the metrics page reads whenever it is asked for.
 *
 * @param name as Prometheus wants it, without the suffix {@code _total} of counters: {@code
 *     skein_messages_published}
 * @param help one sentence; the same for all sources of one name
 * @param kind the same for all sources of one name
 * @param label tells the sources of one name apart; all of them have one, of the same name, or none
 *     has
 * @param value thread-safe, never blocks; of a counter never falls
 */
public record MetricSource(
    String name, String help, Kind kind, Optional<Label> label, LongSupplier value) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  /** What a number means. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Grows and falls. */
    GAUGE
  }

  /**
   * One label of a series.
   *
   * @param name lower case, with underscores
   * @param value anything, from a small fixed set: each makes a series
   */
  public record Label(String name, String value) {
    /** Checks the name. */
    public Label {
      check("label", name);
    }
  }

  /** Checks the name. */
  public MetricSource {
    check("metric", name);
    if (name.endsWith("_total")) {
      throw new IllegalArgumentException(
          "metric name '" + name + "': leave _total out, counters get it by themselves");
    }
  }

  /** A number that only grows. */
  public static MetricSource counter(String name, String help, LongSupplier value) {
    return new MetricSource(name, help, Kind.COUNTER, Optional.empty(), value);
  }

  /** A number that grows and falls. */
  public static MetricSource gauge(String name, String help, LongSupplier value) {
    return new MetricSource(name, help, Kind.GAUGE, Optional.empty(), value);
  }

  /** This source as one of several of its name. */
  public MetricSource labelled(String labelName, String labelValue) {
    return new MetricSource(name, help, kind, Optional.of(new Label(labelName, labelValue)), value);
  }

  private static void check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(what + " name '" + name + "': expected " + NAME.pattern());
    }
  }
}
