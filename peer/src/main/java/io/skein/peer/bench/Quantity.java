package io.skein.peer.bench;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with units as people write them; immutable. */
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");
  private static final Map<String, Long> COUNTS =
      Map.of("", 1L, "k", 1_000L, "K", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private Quantity() {}

  /** Reads {@code 10M}. */
  public static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, COUNTS, "a count as in 500, 100k or 10M");
    }
  }

  /** Reads {@code 32MiB}. */
  public static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, SIZES, "a size as in 128, 64KiB or 32MiB");
    }
  }

  /** Reads {@code 10s}. */
  public static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Duration.ofMillis(read(text, MILLIS, "a duration as in 500ms, 10s or 5m"));
    }
  }

  private static long read(String text, Map<String, Long> units, String expected) {
    Matcher matcher = FORM.matcher(text);
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new TypeConversionException("'" + text + "': expected " + expected);
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException tooLarge) {
      throw new TypeConversionException("'" + text + "' is too large: expected " + expected);
    }
  }
}
