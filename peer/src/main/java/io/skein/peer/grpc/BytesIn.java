package io.skein.peer.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Thread-safe. Takes the bytes of a message as they are, copied once from the transport's buffers
 * to the heap; parsing is ours, so that bad bytes get a readable answer instead of UNKNOWN.
 */
final class BytesIn implements Marshaller<byte[]> {
  static final BytesIn INSTANCE = new BytesIn();

  private BytesIn() {}

  @Override
  public byte[] parse(InputStream stream) {
    try (stream) {
      if (!(stream instanceof KnownLength)) {
        return stream.readAllBytes();
      }
      byte[] bytes = new byte[stream.available()];
      stream.readNBytes(bytes, 0, bytes.length);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream stream(byte[] value) {
    throw new UnsupportedOperationException("messages of this direction are only received");
  }
}
