package io.skein.peer.bench;

import java.util.zip.CRC32C;

/** A running checksum of lines in their order; confined to one thread at a time. */
final class ContentHash {
  private final CRC32C crc = new CRC32C();
  private long bytes;

  void add(byte[] line, int from, int length) {
    crc.update(line, from, length);
    crc.update('\n');
    bytes += length;
  }

  /** The checksum so far. */
  long value() {
    return crc.getValue();
  }

  /** Bytes of the lines so far, without their ends. */
  long bytes() {
    return bytes;
  }
}
