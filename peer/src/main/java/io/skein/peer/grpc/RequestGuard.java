package io.skein.peer.grpc;

import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;

/**
 * Immutable. Answers requests that are no protobuf with INVALID_ARGUMENT, for services that are
 * generated: a marshaller of the transport that throws would reach the caller as UNKNOWN, and the
 * log with a stack trace.
 */
public final class RequestGuard implements ServerInterceptor {
  private RequestGuard() {}

  /** The service, whose requests are parsed inside of the guard. */
  public static ServerServiceDefinition around(BindableService service) {
    return ServerInterceptors.intercept(
        ServerInterceptors.useInputStreamMessages(service.bindService()), new RequestGuard());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      private boolean refused;

      @Override
      public void onMessage(Q message) {
        try {
          super.onMessage(message);
        } catch (StatusRuntimeException unreadable) {
          refused = true;
          Throwable why = unreadable.getCause() == null ? unreadable : unreadable.getCause();
          call.close(
              Statuses.notProtobuf("request", String.valueOf(why.getMessage())), new Metadata());
        }
      }

      @Override
      public void onHalfClose() {
        if (!refused) {
          super.onHalfClose();
        }
      }
    };
  }
}
