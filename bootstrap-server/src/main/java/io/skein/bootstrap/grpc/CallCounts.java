package io.skein.bootstrap.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls by method and how they ended. Thread-safe. */
public final class CallCounts implements ServerInterceptor {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getBareMethodName();
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            counts
                .computeIfAbsent(method + " " + status.getCode(), k -> new LongAdder())
                .increment();
            super.close(status, trailers);
          }
        },
        headers);
  }

  /** For instance {@code {Register OK=3, Register RESOURCE_EXHAUSTED=1}}. */
  public Map<String, Long> now() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach((what, count) -> now.put(what, count.sum()));
    return now;
  }
}
