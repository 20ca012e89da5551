package io.skein.compare.thin;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/** Frames on their way into gRPC as one, copied once; confined to one thread. */
final class JoinedBytes extends InputStream implements Drainable, KnownLength {
  private List<byte[]> parts;
  private int length;

  JoinedBytes(List<byte[]> parts, int length) {
    this.parts = parts;
    this.length = length;
  }

  static JoinedBytes of(byte[] bytes, int length) {
    return new JoinedBytes(List.of(bytes), length);
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int drained = length;
    int rest = length;
    for (byte[] part : parts) {
      int size = Math.min(rest, part.length);
      target.write(part, 0, size);
      rest -= size;
    }
    parts = List.of();
    length = 0;
    return drained;
  }

  @Override
  public int available() {
    return length;
  }

  /** gRPC drains; this is for whoever does not. */
  @Override
  public int read() throws IOException {
    InputStream rest =
        new SequenceInputStream(
            Collections.enumeration(parts.stream().map(ByteArrayInputStream::new).toList()));
    byte[] bytes = rest.readNBytes(length);
    parts =
        bytes.length > 1
            ? List.of(java.util.Arrays.copyOfRange(bytes, 1, bytes.length))
            : List.of();
    length = Math.max(0, bytes.length - 1);
    return bytes.length == 0 ? -1 : bytes[0] & 0xFF;
  }
}
