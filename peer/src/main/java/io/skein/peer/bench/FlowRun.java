package io.skein.peer.bench;

import java.time.Duration;

/**
 * How much a publisher sends and how fast; immutable.
 *
 * @param messages how many at most
 * @param maxNanos how long at most
 * @param intervalNanos time from one message to the next; 0 sends as fast as it goes
 */
public record FlowRun(long messages, long maxNanos, long intervalNanos) {
  /** Nothing. */
  public static final FlowRun NONE = new FlowRun(0, 0, 0);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public FlowRun {
    if (messages < 0 || maxNanos < 0 || intervalNanos < 0) {
      throw new IllegalArgumentException(
          "run of " + messages + " messages, " + maxNanos + " ns, every " + intervalNanos + " ns");
    }
  }

  /** So many messages, at {@code rate} a second, or flat out if that is 0. */
  public static FlowRun ofMessages(long count, long rate) {
    return new FlowRun(count, Long.MAX_VALUE, rate == 0 ? 0 : NANOS_PER_SECOND / rate);
  }

  /** Flat out for a while. */
  public static FlowRun ofTime(Duration time) {
    return new FlowRun(Long.MAX_VALUE, time.toNanos(), 0);
  }

  /** Reads what {@link #toString()} wrote. */
  public static FlowRun parse(String text) {
    String[] words = text.split(" ", -1);
    return new FlowRun(
        Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  /** Whether messages have times of their own. */
  public boolean isPaced() {
    return intervalNanos > 0;
  }

  @Override
  public String toString() {
    return messages + " " + maxNanos + " " + intervalNanos;
  }
}
