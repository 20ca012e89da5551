package io.skein.peer.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the subscribers of one process saw; immutable.
 *
 * @param received messages since the last reset
 * @param lastArrivalNanos {@link System#nanoTime()} of the last one
 * @param distinct different messages since the start
 * @param lost messages since the start that have not come
 * @param duplicated messages since the start that came again
 * @param outOfOrder messages since the start that came after a later one
 * @param gapExact messages that were reported as lost, exact counts only
 * @param gapBound messages that were reported as lost at most, inexact counts only
 * @param p50 median latency since the last reset, in microseconds
 * @param p99 latency of 99 %
 * @param p999 latency of 99.9 %
 */
public record SubscriberReport(
    long received,
    long lastArrivalNanos,
    long distinct,
    long lost,
    long duplicated,
    long outOfOrder,
    long gapExact,
    long gapBound,
    double p50,
    double p99,
    double p999) {

  /** One line without spaces around its equal signs. */
  public String toLine() {
    return "received=%d last_arrival=%d distinct=%d lost=%d duplicated=%d out_of_order=%d"
            .formatted(received, lastArrivalNanos, distinct, lost, duplicated, outOfOrder)
        + " gap_exact=%d gap_bound=%d p50=%s p99=%s p999=%s"
            .formatted(gapExact, gapBound, p50, p99, p999);
  }

  /** Reads what {@link #toLine()} wrote. */
  public static SubscriberReport parse(String line) {
    Map<String, String> fields =
        Arrays.stream(line.split(" ", -1))
            .map(field -> field.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new SubscriberReport(
        number(fields, "received"),
        number(fields, "last_arrival"),
        number(fields, "distinct"),
        number(fields, "lost"),
        number(fields, "duplicated"),
        number(fields, "out_of_order"),
        number(fields, "gap_exact"),
        number(fields, "gap_bound"),
        Double.parseDouble(text(fields, "p50")),
        Double.parseDouble(text(fields, "p99")),
        Double.parseDouble(text(fields, "p999")));
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(text(fields, name));
  }

  private static String text(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null) {
      throw new IllegalArgumentException("report has no " + name + ": " + fields);
    }
    return text;
  }
}
