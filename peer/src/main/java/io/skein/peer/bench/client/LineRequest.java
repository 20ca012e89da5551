package io.skein.peer.bench.client;

import java.nio.charset.StandardCharsets;

/**
 * A request of messages whose payload is a line and whose headers carry number and time; filled by
 * one thread, then stamped and sent by another.
 */
public final class LineRequest {
  /** Header with the number of the message, from 1 on, in decimal. */
  public static final String SEQUENCE_HEADER = "demo-seq";

  /** Header with {@link System#nanoTime()} of sending, in decimal, with leading zeros. */
  public static final String NANOS_HEADER = "demo-nanos";

  private static final int NANOS_DIGITS = 19;
  private static final byte[] NO_TIME =
      "0".repeat(NANOS_DIGITS).getBytes(StandardCharsets.US_ASCII);

  private final WireBytes wire;
  private final WireBytes message = new WireBytes(256);
  private final WireBytes headers = new WireBytes(128);
  private final int[] stampAt;
  private int count;
  private long lastSequence;

  /**
   * @param type type of all messages
   * @param maxMessages how many fit
   */
  public LineRequest(String type, int maxMessages) {
    wire = new WireBytes(16 << 10);
    wire.text(1, type);
    stampAt = new int[maxMessages];
  }

  /** Appends a message; there is room for it. */
  public void add(long sequence, byte[] line, int from, int length) {
    headers.clear();
    header(SEQUENCE_HEADER, Long.toString(sequence).getBytes(StandardCharsets.US_ASCII));
    header(NANOS_HEADER, NO_TIME);
    message.clear();
    message.delimited(1, length).raw(line, from, length).raw(headers.array(), 0, headers.length());
    wire.delimited(2, message.length()).raw(message.array(), 0, message.length());
    stampAt[count++] = wire.length() - NANOS_DIGITS;
    lastSequence = sequence;
  }

  /** Whether one more message may be added to a request of about {@code maxBytes}. */
  public boolean hasRoom(int maxBytes) {
    return count < stampAt.length && wire.length() < maxBytes;
  }

  /** Writes the time into every message and gives the request. */
  public PublishBytes sentAt(long nanos) {
    for (int i = 0; i < count; i++) {
      long rest = nanos;
      for (int digit = NANOS_DIGITS - 1; digit >= 0; digit--) {
        wire.array()[stampAt[i] + digit] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return new PublishBytes(wire.array(), wire.length());
  }

  /** Messages added. */
  public int count() {
    return count;
  }

  /** Number of the message added last. */
  public long lastSequence() {
    return lastSequence;
  }

  private void header(String name, byte[] value) {
    byte[] key = name.getBytes(StandardCharsets.US_ASCII);
    int size = WireBytes.delimitedSize(key.length) + WireBytes.delimitedSize(value.length);
    headers.delimited(2, size).delimited(1, key.length).raw(key, 0, key.length);
    headers.delimited(2, value.length).raw(value, 0, value.length);
  }
}
