package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
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

  /**
   * The transport asks for the length and drains; the rest of InputStream is there for
   * completeness.
   */
  private static final class Bytes extends InputStream implements KnownLength, Drainable {
    private final ByteString value;
    private int position;

    Bytes(ByteString value) {
      this.value = value;
    }

    @Override
    public int available() {
      return value.size() - position;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int size = available();
      value.substring(position).writeTo(target);
      position = value.size();
      return size;
    }

    @Override
    public int read() {
      return position == value.size() ? -1 : value.byteAt(position++) & 0xff;
    }
  }
}
