package io.skein.compare.thin;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The two calls of the chain, with bytes in and out; immutable. */
final class ThinCalls {
  /** While less than this waits in gRPC for a stream, it takes more. */
  static final int READY_BELOW_BYTES = 64 << 10;

  /** Frames that are asked for ahead. */
  static final int FRAMES_AHEAD = 32;

  static final int MAX_FRAME_BYTES = 4 << 20;

  private static final String SERVICE = "thin.Chain";
  static final MethodDescriptor<InputStream, InputStream> SEND =
      call("Send", MethodDescriptor.MethodType.BIDI_STREAMING);
  static final MethodDescriptor<InputStream, InputStream> SUBSCRIBE =
      call("Subscribe", MethodDescriptor.MethodType.SERVER_STREAMING);

  private ThinCalls() {}

  static ServerServiceDefinition service(
      ServerCallHandler<InputStream, InputStream> send,
      ServerCallHandler<InputStream, InputStream> subscribe) {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(SEND, send)
        .addMethod(SUBSCRIBE, subscribe)
        .build();
  }

  /** Copies a frame once to the heap; gRPC's buffers are not kept. */
  static byte[] read(InputStream message) {
    try (message) {
      byte[] frame = new byte[message.available()];
      if (message.readNBytes(frame, 0, frame.length) != frame.length) {
        throw new IllegalStateException("frame is shorter than announced");
      }
      return frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MethodDescriptor<InputStream, InputStream> call(
      String name, MethodDescriptor.MethodType type) {
    return MethodDescriptor.<InputStream, InputStream>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(new PassThrough())
        .setResponseMarshaller(new PassThrough())
        .build();
  }

  private static final class PassThrough implements MethodDescriptor.Marshaller<InputStream> {
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
