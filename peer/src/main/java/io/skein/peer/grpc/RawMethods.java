package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;

/**
 * The methods whose messages this peer reads and writes as bytes; names and schemas are the
 * generated ones.
 */
final class RawMethods {
  /** A link as the accepting side sees it. */
  static final MethodDescriptor<byte[], ByteString> LINK_SERVER =
      server(OverlayServiceGrpc.getLinkMethod());

  /** A link as the dialling side sees it. */
  static final MethodDescriptor<ByteString, byte[]> LINK_CLIENT =
      OverlayServiceGrpc.getLinkMethod().toBuilder(BytesOut.INSTANCE, BytesIn.INSTANCE).build();

  static final MethodDescriptor<byte[], ByteString> PUBLISH =
      server(MessagingServiceGrpc.getPublishMethod());
  static final MethodDescriptor<byte[], ByteString> PUBLISH_STREAM =
      server(MessagingServiceGrpc.getPublishStreamMethod());
  static final MethodDescriptor<byte[], ByteString> SUBSCRIBE =
      server(MessagingServiceGrpc.getSubscribeMethod());

  private RawMethods() {}

  private static MethodDescriptor<byte[], ByteString> server(MethodDescriptor<?, ?> method) {
    return method.toBuilder(BytesIn.INSTANCE, BytesOut.INSTANCE).build();
  }
}
