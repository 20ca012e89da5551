package io.skein.compare.thinmesh;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The one method of the thin mesh, with bytes instead of messages; stateless. */
final class Wire {
  static final String SERVICE = "skein.compare.ThinMesh";

  static final MethodDescriptor<InputStream, InputStream> LINK =
      MethodDescriptor.newBuilder(new Bytes(), new Bytes())
          .setType(MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Link"))
          .build();

  private Wire() {}

  /** A frame as gRPC wants to send it: of known length, drained in one write. */
  static InputStream stream(byte[] frame, int length) {
    return new Slice(frame, length);
  }

  private static final class Slice extends ByteArrayInputStream implements Drainable, KnownLength {
    Slice(byte[] bytes, int length) {
      super(bytes, 0, length);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int length = available();
      target.write(buf, pos, length);
      pos = count;
      return length;
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream stream(InputStream value) {
      return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
      return stream;
    }
  }
}
