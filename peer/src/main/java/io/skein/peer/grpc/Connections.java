package io.skein.peer.grpc;

import io.grpc.Attributes;
import io.grpc.ServerCall;
import io.grpc.ServerTransportFilter;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Numbers the connections of a port: an app without a name is its connection. */
final class Connections extends ServerTransportFilter {
  private static final Attributes.Key<Long> NUMBER = Attributes.Key.create("skein-connection");

  private final AtomicLong last = new AtomicLong();

  @Override
  public Attributes transportReady(Attributes attributes) {
    return attributes.toBuilder().set(NUMBER, last.incrementAndGet()).build();
  }

  /** The number of a call's connection; null if it came in-process. */
  static @Nullable Long idOf(ServerCall<?, ?> call) {
    return call.getAttributes().get(NUMBER);
  }
}
