package io.skein.bootstrap.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.skein.wire.tls.JoinToken;
import io.skein.wire.tls.KeyMaterial;
import io.skein.wire.tls.PresentedKey;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may come in, and what the server shows.
 *
 * @param tls what connections begin with; empty: plaintext
 * @param tokens of which a caller has to say one; empty: nobody is asked
 */
public record EndpointSecurity(Optional<SslContext> tls, Optional<Supplier<JoinToken>> tokens) {
  /** TLS 1.3 with the key of the moment of each handshake. */
  public static EndpointSecurity of(
      Optional<Supplier<KeyMaterial>> key, Optional<Supplier<JoinToken>> tokens)
      throws IOException {
    return key.isEmpty()
        ? new EndpointSecurity(Optional.empty(), tokens)
        : new EndpointSecurity(
            Optional.of(
                GrpcSslContexts.configure(SslContextBuilder.forServer(new PresentedKey(key.get())))
                    .protocols("TLSv1.3")
                    .build()),
            tokens);
  }
}
