package io.skein.bootstrap.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.skein.wire.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Tells the service from which address a call comes. Immutable. */
final class Caller implements ServerInterceptor {
  private static final Context.Key<InetSocketAddress> ADDRESS = Context.key("skein-caller");

  /**
   * The address of the call that is being served; loopback for callers without one (same process,
   * UNIX socket).
   */
  static InetSocketAddress address() {
    InetSocketAddress address = ADDRESS.get();
    return address != null ? address : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static HostPort hostPort(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress a) {
      return Contexts.interceptCall(Context.current().withValue(ADDRESS, a), call, headers, next);
    }
    return next.startCall(call, headers);
  }
}
