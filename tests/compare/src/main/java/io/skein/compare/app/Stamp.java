package io.skein.compare.app;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Number and time in the first 16 bytes of a payload; stateless. */
public final class Stamp {
  /** Bytes of both. */
  public static final int BYTES = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] FILLER = "skein carries filler, ".getBytes(StandardCharsets.US_ASCII);

  private Stamp() {}

  /** Writes both. */
  public static void write(byte[] bytes, int at, long number, long nanos) {
    LONG.set(bytes, at, number);
    LONG.set(bytes, at + 8, nanos);
  }

  /** The number of a payload that begins at {@code from}. */
  public static long number(byte[] bytes, int from) {
    return (long) LONG.get(bytes, from);
  }

  /** The time of a payload that begins at {@code from}. */
  public static long nanos(byte[] bytes, int from) {
    return (long) LONG.get(bytes, from + 8);
  }

  /** A payload without a stamp. */
  public static byte[] filler(int size) {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) {
      payload[i] = FILLER[i % FILLER.length];
    }
    return payload;
  }
}
