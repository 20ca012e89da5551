package io.skein.bootstrap.connections;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Immutable. What a port of gRPC lets one connection do.
 *
 * @param metadataBytes of a call; from half of it on it may be refused; 4 KiB to 1 MiB
 * @param resets {@code RST_STREAM} frames in 10 s, at least 1
 * @param handshake time for the handshake of TLS or HTTP/2, at least 1 s
 * @param idle how long it may be without a call, at least 1 s
 */
public record Http2Limits(int metadataBytes, int resets, Duration handshake, Duration idle) {
  /** Bytes of the least metadata. */
  public static final int LEAST_METADATA = 4 << 10;

  /** Bytes of the most metadata. */
  public static final int MOST_METADATA = 1 << 20;

  /** The shortest time. */
  public static final Duration LEAST_TIME = Duration.ofSeconds(1);

  /** What a port has unless told otherwise. */
  public static final Http2Limits DEFAULTS =
      new Http2Limits(16 << 10, 100, Duration.ofSeconds(5), Duration.ofSeconds(60));

  private static final int RESET_SECONDS = 10;

  /** Checks the ranges. */
  public Http2Limits {
    if (metadataBytes < LEAST_METADATA || metadataBytes > MOST_METADATA || resets < 1) {
      throw new IllegalArgumentException(
          "metadata has %d bytes and resets are %d, expected %d to %d, and at least 1"
              .formatted(metadataBytes, resets, LEAST_METADATA, MOST_METADATA));
    }
    if (handshake.compareTo(LEAST_TIME) < 0 || idle.compareTo(LEAST_TIME) < 0) {
      throw new IllegalArgumentException(
          "a handshake has %s and an idle connection %s, expected at least %s"
              .formatted(handshake, idle, LEAST_TIME));
    }
  }

  /** Has a server keep to it. */
  public NettyServerBuilder on(NettyServerBuilder server) {
    return server
        .maxInboundMetadataSize(metadataBytes / 2, metadataBytes)
        .maxRstFramesPerWindow(resets, RESET_SECONDS)
        .handshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionIdle(idle.toMillis(), TimeUnit.MILLISECONDS);
  }
}
