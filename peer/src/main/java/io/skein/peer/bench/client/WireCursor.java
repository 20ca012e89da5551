package io.skein.peer.bench.client;

/** Reads protobuf wire format without allocating; confined to one thread at a time. */
final class WireCursor {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  void reset(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  int tag() {
    return (int) varint();
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[checked(1)];
      at++;
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("varint is longer than ten bytes");
  }

  /** Reads a length and checks that so many bytes follow. */
  int length() {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed("length is " + length);
    }
    return (int) length;
  }

  void skip(int count) {
    checked(count);
    at += count;
  }

  /** Skips the value of a field with this tag. */
  void skipField(int tag) {
    switch (tag & 7) {
      case WireBytes.VARINT -> varint();
      case WireBytes.FIXED64 -> skip(8);
      case WireBytes.DELIMITED -> skip(length());
      case WireBytes.FIXED32 -> skip(4);
      default -> throw malformed("tag is " + tag);
    }
  }

  private int checked(int count) {
    if (count > end - at) {
      throw malformed("value is cut off");
    }
    return at;
  }

  private IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException(
        what + " at byte " + at + " of " + end + ": not valid protobuf");
  }
}
