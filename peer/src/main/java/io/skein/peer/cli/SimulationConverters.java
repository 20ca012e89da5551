package io.skein.peer.cli;

import io.skein.peer.simulation.Faults.Crash;
import io.skein.peer.simulation.Faults.Partition;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How texts of a simulation's options become values. */
final class SimulationConverters {
  private static final String PER_SECOND = "/s";

  private SimulationConverters() {}

  /** A range of durations, its ends included. */
  record Span(Duration from, Duration to) {}

  /** Reads {@code 10..50} and {@code 20}, in milliseconds. */
  static final class Latency implements ITypeConverter<Span> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(?:\\.\\.([0-9]{1,6}))?");

    @Override
    public Span convert(String text) {
      Matcher form = matching(FORM, text, "a latency in milliseconds", "20 or 10..50");
      String to = form.group(2) == null ? form.group(1) : form.group(2);
      return new Span(
          Duration.ofMillis(Long.parseLong(form.group(1))), Duration.ofMillis(Long.parseLong(to)));
    }
  }

  /** Reads {@code 1MiB/s}, in bytes a second. */
  static final class Bandwidth implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.endsWith(PER_SECOND)) {
        throw wrong(text, "a bandwidth", "1MiB/s");
      }
      String size = text.substring(0, text.length() - PER_SECOND.length());
      return new ByteSize.Converter().convert(size).bytes();
    }
  }

  /** Reads {@code 0.3@20s}. */
  static final class CrashText implements ITypeConverter<Crash> {
    private static final Pattern FORM = Pattern.compile("([0-9]*\\.?[0-9]+)@([0-9a-z]+)");

    @Override
    public Crash convert(String text) {
      Matcher form = matching(FORM, text, "a crash", "0.3@20s");
      Duration at = new Durations().convert(form.group(2));
      try {
        return new Crash(Double.parseDouble(form.group(1)), at);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads {@code 0.5@20s..50s}. */
  static final class PartitionText implements ITypeConverter<Partition> {
    private static final Pattern FORM =
        Pattern.compile("([0-9]*\\.?[0-9]+)@([0-9a-z]+)\\.\\.([0-9a-z]+)");

    @Override
    public Partition convert(String text) {
      Matcher form = matching(FORM, text, "a partition", "0.5@20s..50s");
      Duration from = new Durations().convert(form.group(2));
      Duration to = new Durations().convert(form.group(3));
      try {
        return new Partition(Double.parseDouble(form.group(1)), from, to);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static Matcher matching(Pattern form, String text, String what, String example) {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw wrong(text, what, example);
    }
    return matcher;
  }

  private static TypeConversionException wrong(String text, String what, String example) {
    return new TypeConversionException(
        "'" + text + "' is not " + what + ": expected for instance " + example);
  }
}
