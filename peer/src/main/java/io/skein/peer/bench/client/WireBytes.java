package io.skein.peer.bench.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of protobuf wire format; confined to one thread at a time. */
final class WireBytes {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int FIXED32 = 5;

  private byte[] bytes;
  private int length;

  WireBytes(int initialBytes) {
    bytes = new byte[initialBytes];
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Drops what was appended last; {@code newLength} is at most the present length. */
  void truncate(int newLength) {
    length = newLength;
  }

  @CanIgnoreReturnValue
  WireBytes varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /** Appends tag and length of a delimited field; its bytes follow. */
  @CanIgnoreReturnValue
  WireBytes delimited(int field, int size) {
    return varint(field << 3 | DELIMITED).varint(size);
  }

  @CanIgnoreReturnValue
  WireBytes raw(byte[] source, int from, int size) {
    ensure(size);
    System.arraycopy(source, from, bytes, length, size);
    length += size;
    return this;
  }

  @CanIgnoreReturnValue
  WireBytes text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return delimited(field, utf8.length).raw(utf8, 0, utf8.length);
  }

  /** Bytes of a varint. */
  static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** Bytes of a delimited field whose number is below 16, tag and length included. */
  static int delimitedSize(int size) {
    return 1 + varintSize(size) + size;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
