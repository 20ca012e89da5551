package io.skein.peer.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.TypeConversionException;

/** A point in the past, absolute or before now; immutable. */
sealed interface StartTime {
  /** The moment, given the present one. */
  Instant at(Instant now);

  /** An absolute time. */
  record Absolute(Instant time) implements StartTime {
    @Override
    public Instant at(Instant now) {
      return time;
    }
  }

  /** So long before now. */
  record Ago(Duration duration) implements StartTime {
    @Override
    public Instant at(Instant now) {
      return now.minus(duration);
    }
  }

  /**
   * Reads a duration such as {@code 5m}, or a time such as {@code 2026-11-21T10:00:00Z}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static StartTime parse(String text) {
    try {
      return new Ago(new Durations().convert(text));
    } catch (TypeConversionException noDuration) {
      return parseTime(text);
    }
  }

  private static StartTime parseTime(String text) {
    try {
      return new Absolute(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no start: expected a duration such as 5m, or a time with its zone"
              + " such as 2026-11-21T10:00:00Z",
          noTime);
    }
  }
}
