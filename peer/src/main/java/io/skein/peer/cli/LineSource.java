package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits bytes into lines and knows which are there already; confined to the thread that reads. A
 * line ends with LF, which is no part of it; bytes after the last LF are a line too.
 */
final class LineSource {
  private final InputStream in;
  private final int maxLineBytes;
  private byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private boolean finished;

  LineSource(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /** The next line, waiting for it; empty at the end. */
  Optional<ByteString> next() throws IOException {
    Optional<ByteString> line = nextAtHand();
    while (line.isEmpty() && !finished) {
      fill();
      line = nextAtHand();
    }
    return line;
  }

  /** The next line if it has been read already; never waits. */
  Optional<ByteString> nextAtHand() {
    for (int i = start; i < end; i++) {
      if (buffer[i] == '\n') {
        return Optional.of(take(i, i + 1));
      }
    }
    return finished && start < end ? Optional.of(take(end, end)) : Optional.empty();
  }

  private ByteString take(int lineEnd, int nextStart) {
    ByteString line = ByteString.copyFrom(buffer, start, lineEnd - start);
    start = nextStart;
    return line;
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end > maxLineBytes) {
      throw new CommandFailure(
          "a line of the input has more than " + maxLineBytes + " bytes: split it");
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      finished = true;
    } else {
      end += read;
    }
  }
}
