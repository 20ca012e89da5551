package io.skein.peer.grpc;

import io.grpc.Grpc;
import io.grpc.ServerCall;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Stateless. From where a call came. */
final class CallerAddress {
  private CallerAddress() {}

  /** Whether it came from this machine: over loopback or a UNIX socket. */
  static boolean isLocal(ServerCall<?, ?> call) {
    SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return remote instanceof DomainSocketAddress
        || remote instanceof InetSocketAddress inet
            && inet.getAddress() != null
            && inet.getAddress().isLoopbackAddress();
  }
}
