package io.skein.compare.thinmesh;

/** A frame that goes to all links; confined to one thread at a time, unchanged once it is sent. */
final class Frame {
  /** 16 KiB: the grpc-java of today is slower with more. */
  static final int BYTES = 16 << 10;

  private final byte[] bytes;
  private int used;

  /** Has room for one payload of that size at least. */
  Frame(int payload) {
    bytes = new byte[Math.max(BYTES, Frames.size(payload))];
  }

  boolean hasRoom(int payload) {
    return bytes.length - used >= Frames.size(payload);
  }

  void add(byte[] payload) {
    used = Frames.write(bytes, used, payload);
  }

  byte[] bytes() {
    return bytes;
  }

  int used() {
    return used;
  }
}
