package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.skein.wire.tls.CaBundle;
import io.skein.wire.tls.CertificateTrust;
import io.skein.wire.tls.JoinToken;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Tells the right bootstrap server from others: by its pin, else by a CA. On loopback
 * neither is needed, unless a secret is said to it.
 */
public final class SeedTrust {
  private final boolean insecure;
  private final @Nullable Supplier<CaBundle> authorities;
  private final @Nullable Supplier<JoinToken> token;

  /**
   * A trust.
   *
   * @param insecure whether this peer uses no TLS at all
   * @param authorities who vouches for servers without a pin; null: nobody
   * @param token what is said to servers; null: nothing
   */
  public SeedTrust(
      boolean insecure,
      @Nullable Supplier<CaBundle> authorities,
      @Nullable Supplier<JoinToken> token) {
    this.insecure = insecure;
    this.authorities = authorities;
    this.token = token;
  }

  /**
   * How to reach a server.
   *
   * @throws IOException if nothing tells the right one; says what to do
   */
  public SeedAccess access(SeedAddress seed) throws IOException {
    if (insecure) {
      return plaintext(seed);
    }
    return new SeedAccess(
        seed.address(), GrpcSslContexts.forClient().trustManager(trust(seed)).build(), token);
  }

  private SeedAccess plaintext(SeedAddress seed) throws IOException {
    if (token != null) {
      throw new IOException(
          "the join token would cross the network in the clear: leave out --insecure or --join-token-file");
    }
    if (seed.pin().isPresent()) {
      throw new IOException(
          "--insecure checks no pin: leave out --insecure, or the pin of --bootstrap "
              + seed.address());
    }
    return SeedAccess.plaintext(seed.address());
  }

  private CertificateTrust trust(SeedAddress seed) throws IOException {
    if (seed.pin().isPresent()) {
      return CertificateTrust.pinned(seed.pin().get());
    }
    if (authorities != null) {
      return CertificateTrust.serverOf(authorities);
    }
    if (seed.isLoopback() && token == null) {
      return CertificateTrust.anything();
    }
    throw new IOException(
        "nothing tells whether bootstrap server %s is the right one: write --bootstrap %s#PIN with the pin that it prints at its start, or give --bootstrap-ca"
            .formatted(seed, seed));
  }
}
