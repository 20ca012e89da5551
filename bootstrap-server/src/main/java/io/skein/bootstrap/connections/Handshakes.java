package io.skein.bootstrap.connections;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;

/** Thread-safe. Notes which connections of a port have completed TLS and HTTP/2. */
public final class Handshakes extends ServerTransportFilter {
  private final ConnectionTable table;

  /** A filter for the port of a table. */
  public Handshakes(ConnectionTable table) {
    this.table = table;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    table.speaks(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    return attributes;
  }
}
