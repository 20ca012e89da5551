package io.skein.peer.grpc;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

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
      UnsafeByteOperations.unsafeWriteTo(value.substring(value.size() - size), new Target(target));
      in.skipNBytes(size);
      return size;
    }
  }

  /** {@link ByteString#writeTo(OutputStream)} would copy each array, lest the stream change it. */
  private static final class Target extends ByteOutput {
    private final OutputStream stream;

    Target(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(byte value) throws IOException {
      stream.write(value);
    }

    @Override
    public void write(byte[] value, int offset, int length) throws IOException {
      stream.write(value, offset, length);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) throws IOException {
      stream.write(value, offset, length);
    }

    @Override
    public void write(ByteBuffer value) throws IOException {
      writeLazy(value);
    }

    @Override
    public void writeLazy(ByteBuffer value) throws IOException {
      byte[] copy = new byte[value.remaining()];
      value.get(copy);
      stream.write(copy);
    }
  }
}
