package io.skein.peer.bench.client;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Bytes on their way into gRPC, which copies them once. The array may be used again as soon as the
 * call has taken the message, because that is only done while the call is ready.
 */
final class ByteSlice extends ByteArrayInputStream implements Drainable, KnownLength {
  ByteSlice(byte[] array, int length) {
    super(array, 0, length);
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int drained = count - pos;
    target.write(buf, pos, drained);
    pos = count;
    return drained;
  }
}
