package io.skein.peer.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations with a unit, as {@code 500ms}; refuses what has none or is not positive. */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})([a-z]+)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  // Milliseconds and nanoseconds of anything below fit in a long.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text);
    ChronoUnit unit = form.matches() ? UNITS.get(form.group(2)) : null;
    if (unit == null) {
      throw wrong(text);
    }
    try {
      Duration duration = Duration.of(Long.parseLong(form.group(1)), unit);
      if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
      throw wrong(text);
    } catch (ArithmeticException tooLong) {
      throw wrong(text);
    }
  }

  /** The largest unit that leaves a whole number, as {@code 5m}. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      ChronoUnit chrono = UNITS.getOrDefault(unit, ChronoUnit.MILLIS);
      if (millis % chrono.getDuration().toMillis() == 0) {
        return millis / chrono.getDuration().toMillis() + unit;
      }
    }
    return millis + "ms";
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is no duration: expected a positive whole number with ms, s, m, h or d,"
            + " for instance 500ms");
  }
}
