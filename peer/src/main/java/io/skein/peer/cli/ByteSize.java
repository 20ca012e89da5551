package io.skein.peer.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A size with its unit on the command line.
 *
 * @param bytes at least 1
 */
record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})([A-Za-z]+)");
  private static final Map<String, Long> UNITS =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  ByteSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("a size is at least 1 byte, but this is " + bytes);
    }
  }

  static ByteSize mebibytes(long count) {
    return new ByteSize(Math.multiplyExact(count, 1L << 20));
  }

  /** The largest unit that leaves a whole number, as {@code 64MiB}. */
  @Override
  public String toString() {
    for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
      long factor = UNITS.getOrDefault(unit, 1L);
      if (bytes % factor == 0) {
        return bytes / factor + unit;
      }
    }
    return bytes + "B";
  }

  /** Reads a size; refuses what has no unit or is not positive. */
  static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      Matcher form = FORM.matcher(text);
      Long factor = form.matches() ? UNITS.get(form.group(2)) : null;
      if (factor == null) {
        throw wrong(text);
      }
      try {
        return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), (long) factor));
      } catch (ArithmeticException | IllegalArgumentException outOfRange) {
        throw wrong(text);
      }
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "'"
              + text
              + "' is no size: expected a positive whole number with B, KiB, MiB or GiB,"
              + " for instance 64MiB");
    }
  }
}
