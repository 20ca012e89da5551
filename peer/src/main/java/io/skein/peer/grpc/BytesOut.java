package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Thread-safe. Gives bytes in wire form to the transport without copying them on the heap. */
final class BytesOut implements Marshaller<ByteString> {
  static final BytesOut INSTANCE = new BytesOut();

  private BytesOut() {}

  @Override
  public InputStream stream(ByteString value) {
    return new Bytes(value);
  }

  @Override
  public ByteString parse(InputStream stream) {
    throw new UnsupportedOperationException("messages of this direction are only sent");
  }

  /** The transport asks for the length and drains; it reads in no other way. */
  private static final class Bytes extends FilterInputStream implements KnownLength, Drainable {
    private final ByteString value;

    Bytes(ByteString value) {
      super(value.newInput());
      this.value = value;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int size = in.available();
      value.substring(value.size() - size).writeTo(target);
      in.skipNBytes(size);
      return size;
    }
  }
}
