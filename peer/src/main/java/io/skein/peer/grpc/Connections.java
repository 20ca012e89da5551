package io.skein.peer.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import io.grpc.ServerTransportFilter;
import io.skein.bootstrap.connections.ConnectionTable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Numbers the connections of a port, so that an app without a name is its connection,
 * and notes that they speak HTTP/2.
 */
final class Connections extends ServerTransportFilter {
  private static final Attributes.Key<Long> NUMBER = Attributes.Key.create("skein-connection");

  private final AtomicLong last = new AtomicLong();
  private final ConnectionTable table;

  Connections(ConnectionTable table) {
    this.table = table;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    table.speaks(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    return attributes.toBuilder().set(NUMBER, last.incrementAndGet()).build();
  }

  /** The number of a call's connection; null if it came in-process. */
  static @Nullable Long idOf(ServerCall<?, ?> call) {
    return call.getAttributes().get(NUMBER);
  }
}
