package io.skein.peer.bench.client;

import io.grpc.MethodDescriptor;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The streaming calls of the app API with bytes instead of parsed messages; immutable. */
final class RawCalls {
  static final MethodDescriptor<InputStream, InputStream> PUBLISH_STREAM =
      raw(MessagingServiceGrpc.getPublishStreamMethod());
  static final MethodDescriptor<InputStream, InputStream> SUBSCRIBE =
      raw(MessagingServiceGrpc.getSubscribeMethod());

  private RawCalls() {}

  /**
   * Fills {@code buffer}, or a larger one, with all of {@code message}.
   *
   * @return the buffer that was filled, up to {@code message.available()} as it was before
   */
  static byte[] read(InputStream message, int length, byte[] buffer) {
    byte[] target = buffer.length < length ? Arrays.copyOf(buffer, length * 2) : buffer;
    try {
      int read = message.readNBytes(target, 0, length);
      if (read != length || message.read() >= 0) {
        throw new IllegalStateException("message is not of the announced " + length + " bytes");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  /** gRPC knows a whole message before it hands it over, so its length is what is available. */
  static int length(InputStream message) {
    try {
      return message.available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MethodDescriptor<InputStream, InputStream> raw(MethodDescriptor<?, ?> method) {
    return method.toBuilder(new PassThrough(), new PassThrough()).build();
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
