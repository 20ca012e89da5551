package io.skein.peer.grpc;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.bootstrap.connections.Descriptors;

/**
 * Thread-safe. The connections that others opened to this peer, by port.
 *
 * @param overlay those of other peers
 * @param app those of apps
 */
public record Ports(ConnectionTable overlay, ConnectionTable app) {
  /** Ports that take so many connections each, while the process has file descriptors. */
  public static Ports limited(ConnectionLimits limits) {
    Descriptors descriptors = Descriptors.ofThisProcess();
    return new Ports(
        new ConnectionTable(limits, descriptors::areLeft),
        new ConnectionTable(limits, descriptors::areLeft));
  }
}
