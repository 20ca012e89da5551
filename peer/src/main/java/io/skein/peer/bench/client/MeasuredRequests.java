package io.skein.peer.bench.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Requests of equal messages, each with its number and time in front and filler behind; confined to
 * one thread at a time. The bytes are laid out once: a request costs two stores a message.
 */
public final class MeasuredRequests {
  /** Number and time, 8 bytes each. */
  public static final int MIN_PAYLOAD_BYTES = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] FILLER = "skein carries filler, ".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int prefix;
  private final int stride;
  private final int payloadInMessage;
  private final int capacity;

  /**
   * @param type message type
   * @param payloadBytes bytes of each payload, at least {@link #MIN_PAYLOAD_BYTES}
   * @param requestBytes about how large a full request is; at least one message is in it
   */
  public MeasuredRequests(String type, int payloadBytes, int requestBytes) {
    if (payloadBytes < MIN_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "payload is " + payloadBytes + " bytes, expected at least " + MIN_PAYLOAD_BYTES);
    }
    int message = WireBytes.delimitedSize(payloadBytes);
    stride = WireBytes.delimitedSize(message);
    capacity = Math.max(1, requestBytes / stride);
    WireBytes wire = new WireBytes(requestBytes + stride);
    wire.text(1, type);
    prefix = wire.length();
    byte[] payload = filler(payloadBytes);
    for (int i = 0; i < capacity; i++) {
      wire.delimited(2, message).delimited(1, payloadBytes).raw(payload, 0, payloadBytes);
    }
    bytes = wire.array();
    payloadInMessage = stride - payloadBytes;
  }

  /** Messages in a full request. */
  public int capacity() {
    return capacity;
  }

  /** Writes number and time of message {@code index} of the next request. */
  public void stamp(int index, long number, long nanos) {
    int at = prefix + index * stride + payloadInMessage;
    LONG.set(bytes, at, number);
    LONG.set(bytes, at + 8, nanos);
  }

  /** The request of the first {@code count} messages. */
  public PublishBytes request(int count) {
    return new PublishBytes(bytes, prefix + count * stride);
  }

  /** The number that {@link #stamp} wrote into a payload. */
  public static long number(byte[] bytes, int payloadFrom) {
    return (long) LONG.get(bytes, payloadFrom);
  }

  /** The time that {@link #stamp} wrote into a payload. */
  public static long nanos(byte[] bytes, int payloadFrom) {
    return (long) LONG.get(bytes, payloadFrom + 8);
  }

  private static byte[] filler(int size) {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) {
      payload[i] = FILLER[i % FILLER.length];
    }
    return payload;
  }
}
