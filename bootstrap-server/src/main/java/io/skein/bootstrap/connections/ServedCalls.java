package io.skein.bootstrap.connections;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;

/**
 * Thread-safe. A connection keeps its place while a request that came whole is answered, and is one
 * that was served afterwards. For calls that are short.
 */
public final class ServedCalls implements ServerInterceptor {
  private final ConnectionTable table;

  /** An interceptor for the port of a table. */
  public ServedCalls(ConnectionTable table) {
    this.table = table;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    SocketAddress from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        table.proved(from);
        super.onHalfClose();
      }

      @Override
      public void onComplete() {
        table.served(from);
        super.onComplete();
      }

      @Override
      public void onCancel() {
        table.served(from);
        super.onCancel();
      }
    };
  }
}
