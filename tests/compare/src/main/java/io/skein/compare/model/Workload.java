package io.skein.compare.model;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One load; immutable.
 *
 * <p>Its messages are numbered from 1 over all its streams in turn: message {@code n} is number
 * {@code (n - 1) / streams + 1} of stream {@code (n - 1) % streams}. A stream is what has an order:
 * one publisher and one type. Of W5 each publisher is a stream, of W6 each type.
 *
 * @param messageBytes payload, at least 16: number and time, then filler
 * @param rate messages a second; 0 is flat out
 * @param fan subscribers (W3), nodes (W4), 1 elsewhere
 * @param tls whether what goes between nodes is encrypted
 */
public record Workload(WorkloadKind kind, int messageBytes, long rate, int fan, boolean tls) {
  /** How far publishers run ahead of the slowest subscriber, in bytes: half a log of Skein. */
  public static final int WINDOW_BYTES = 32 << 20;

  /** The same with many subscribers: what is on its way to all of them together. */
  public static final int WINDOW_BYTES_OF_ALL = 64 << 20;

  /** How far the publishers of W5 are ahead together, in messages: 256 each. */
  public static final int MANY_IN_FLIGHT = 16_384;

  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MANY = 64;
  private static final int PATTERNS = 1_000;
  private static final int OVERHEAD_BYTES = 16;

  public Workload {
    if (messageBytes < MIN_BYTES || messageBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "message size is " + messageBytes + ", expected 16 to " + MAX_BYTES);
    }
    if (rate < 0 || fan < 1) {
      throw new IllegalArgumentException("rate is " + rate + ", fan " + fan);
    }
  }

  /** Reads what {@link #toText()} wrote. */
  public static Workload parse(String text) {
    String[] words = text.split(":", -1);
    return new Workload(
        WorkloadKind.valueOf(words[0]),
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        Integer.parseInt(words[3]),
        Boolean.parseBoolean(words[4]));
  }

  /** One word, for the command lines of children. */
  public String toText() {
    return kind + ":" + messageBytes + ":" + rate + ":" + fan + ":" + tls;
  }

  /** For people and programs, without spaces: {@code W3/128B/64}. */
  public String name() {
    String name = kind + (tls ? "-tls/" : "/") + messageBytes + "B";
    return switch (kind) {
      case W1, W5, W6, E1 -> name;
      case W2, E2 -> name + String.format(Locale.ROOT, "/%d/s", rate);
      case W3 -> name + "/" + fan;
      case W4 -> name + "/" + fan + (rate == 0 ? "" : "/" + rate + "/s");
    };
  }

  /** Publishing connections. */
  public int publishers() {
    return kind == WorkloadKind.W5 ? MANY : 1;
  }

  /** Message types. */
  public int types() {
    return kind == WorkloadKind.W6 ? MANY : 1;
  }

  /** Sequences with an order of their own. */
  public int streams() {
    return Math.max(publishers(), types());
  }

  /** Subscriptions, over all subscribing processes. */
  public int subscriptions() {
    return switch (kind) {
      case W1, W2, W5, E1, E2 -> 1;
      case W3, W4 -> fan;
      case W6 -> PATTERNS;
    };
  }

  /** Whether one node stands between apps, not two. */
  public boolean hasOneNode() {
    return kind == WorkloadKind.W3 || kind == WorkloadKind.W6;
  }

  /**
   * Messages that may be on their way to the slowest subscriber; the fewer, the more subscribers
   * there are, since each may have a window full of its own in a server or a client library.
   */
  public int windowMessages() {
    if (kind == WorkloadKind.W5) {
      return MANY_IN_FLIGHT;
    }
    int copies = kind == WorkloadKind.W6 ? Patterns.MATCHES : fan;
    int bytes = Math.min(WINDOW_BYTES, WINDOW_BYTES_OF_ALL / copies);
    return Math.max(1, bytes / (messageBytes + OVERHEAD_BYTES));
  }

  /** Whether how long each message takes is measured. */
  public boolean hasLatency() {
    return rate > 0;
  }

  /** Name of a type, from 0 on; dot-separated tokens. */
  public String type(int index) {
    return types() == 1 ? "compare.flow" : Patterns.type(index);
  }

  /** Pattern of a subscription, from 0 on, in the notation that Skein and NATS share. */
  public String pattern(int subscription) {
    return types() == 1 ? type(0) : Patterns.pattern(subscription);
  }

  /** The streams that match a subscription. */
  public int[] streamsOf(int subscription) {
    return types() == 1 ? IntStream.range(0, streams()).toArray() : Patterns.matching(subscription);
  }
}
