package io.skein.peer.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.skein.bootstrap.connections.ConnectionTable;

/**
 * Thread-safe. A connection that carries a call keeps its place. Interceptors added later run
 * before this one, and may refuse the call first.
 */
final class ProvedByCall implements ServerInterceptor {
  private final ConnectionTable table;

  ProvedByCall(ConnectionTable table) {
    this.table = table;
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    table.proved(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    return next.startCall(call, headers);
  }
}
