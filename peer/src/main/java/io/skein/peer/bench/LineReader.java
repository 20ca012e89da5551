package io.skein.peer.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of any size into its lines, in bounded memory; confined to one thread. A line that
 * is longer than a piece comes as several.
 */
final class LineReader {
  /** Lines longer than this are cut. */
  static final int MAX_PIECE_BYTES = 256 << 10;

  private final InputStream in;
  private final byte[] block = new byte[64 << 10];
  private int at;
  private int end;
  private byte[] line = new byte[256];
  private int length;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Reads a line, without its end; false if there is none any more. */
  boolean next() throws IOException {
    length = 0;
    while (fill()) {
      int stop = Math.min(end, at + MAX_PIECE_BYTES - length);
      int newline = indexOfNewline(stop);
      append(newline < 0 ? stop : newline);
      if (newline >= 0) {
        at++;
        return true;
      }
      if (length == MAX_PIECE_BYTES) {
        return true;
      }
    }
    return length > 0;
  }

  /** Whether a line can be read without waiting for the stream. */
  boolean hasLineAtHand() {
    return indexOfNewline(end) >= 0;
  }

  /** Holds the line from its first byte on. */
  byte[] bytes() {
    return line;
  }

  /** Bytes of the line. */
  int length() {
    return length;
  }

  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = Math.max(0, in.read(block));
    return end > 0;
  }

  private int indexOfNewline(int stop) {
    for (int i = at; i < stop; i++) {
      if (block[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void append(int to) {
    int more = to - at;
    if (line.length < length + more) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
    }
    System.arraycopy(block, at, line, length, more);
    length += more;
    at = to;
  }
}
