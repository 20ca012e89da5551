package io.skein.peer.grpc;

import io.skein.bootstrap.connections.Http2Limits;

/**
 * Immutable. What the ports of a peer let one connection do.
 *
 * @param overlayStreams calls at once on the overlay port, at least 1
 * @param appStreams calls at once on the app port, at least 1
 * @param http2 on both ports
 */
public record PortLimits(int overlayStreams, int appStreams, Http2Limits http2) {
  /** What a peer has unless told otherwise. */
  public static final PortLimits DEFAULTS = new PortLimits(16, 512, Http2Limits.DEFAULTS);

  public PortLimits {
    if (overlayStreams < 1 || appStreams < 1) {
      throw new IllegalArgumentException(
          "calls of a connection are %d and %d, expected at least 1"
              .formatted(overlayStreams, appStreams));
    }
  }
}
