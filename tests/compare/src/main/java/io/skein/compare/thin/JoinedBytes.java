package io.skein.compare.thin;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  /** Never called: gRPC drains what can be drained. */
  @Override
  public int read() {
    throw new UnsupportedOperationException("only to be drained");
  }

  @Override
  public int read(byte[] target, int from, int size) {
    throw new UnsupportedOperationException("only to be drained");
  }
}
