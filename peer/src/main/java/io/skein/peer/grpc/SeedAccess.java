package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.skein.wire.HostPort;
import io.skein.wire.tls.JoinToken;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one bootstrap server is reached.
 *
 * @param address where
 * @param tls what it is checked with; null for plaintext
 * @param token what is said to it; null if nothing
 */
public record SeedAccess(
    HostPort address, @Nullable SslContext tls, @Nullable Supplier<JoinToken> token) {
  /** A server without TLS and without a token. */
  public static SeedAccess plaintext(HostPort address) {
    return new SeedAccess(address, null, null);
  }
}
