package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.skein.wire.PeerIds;
import io.skein.wire.tls.CaBundle;
import io.skein.wire.tls.CertificateTrust;
import io.skein.wire.tls.Certificates;
import io.skein.wire.tls.KeyMaterial;
import io.skein.wire.tls.PresentedKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Thread-safe. TLS 1.3 of links: with a self-signed P-256 leaf of this boot, for which any single
 * leaf is accepted, or with a leaf of a CA, for which only those of the CAs are. Who is behind a
 * leaf is proved in the Hello, by a signature of the peer's identity over the leaf.
 */
public final class PeerTls {
  private static final Duration LIFE = Duration.ofDays(3650);

  private final CertificateTrust trust;
  private final SslContext server;
  private volatile Own own;

  /** What is presented now, and the context that dials with it. */
  private record Own(KeyMaterial material, SslContext client) {}

  private PeerTls(KeyMaterial material, CertificateTrust trust) {
    this.trust = trust;
    this.own = new Own(material, client(material));
    this.server = acceptor();
  }

  /**
   * Makes a leaf and the contexts that present it.
   *
   * @param nowMillis wall clock, milliseconds since 1970
   */
  public static PeerTls create(long nowMillis, SecureRandom random) {
    return new PeerTls(
        Certificates.selfSigned(
            new Certificates.Claim("skein", List.of(), nowMillis, LIFE), random),
        CertificateTrust.anyLeaf());
  }

  /**
   * Presents a leaf that a CA issued, and accepts those that the CAs of the moment issued, for
   * whatever name.
   */
  public static PeerTls issued(KeyMaterial material, Supplier<CaBundle> authorities) {
    return new PeerTls(material, CertificateTrust.issuedBy(authorities));
  }

  /**
   * Presents another leaf from now on; links that stand keep theirs. To be called on the owner
   * thread, so that no dial is between its leaf and its Hello.
   */
  public void present(KeyMaterial material) {
    own = new Own(material, client(material));
  }

  private SslContext client(KeyMaterial material) {
    try {
      return GrpcSslContexts.configure(SslContextBuilder.forClient())
          .keyManager(new PresentedKey(() -> material))
          .trustManager(trust)
          .protocols("TLSv1.3")
          .build();
    } catch (IOException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  private SslContext acceptor() {
    try {
      return GrpcSslContexts.configure(
              SslContextBuilder.forServer(new PresentedKey(() -> own.material())))
          .trustManager(trust)
          .clientAuth(ClientAuth.REQUIRE)
          .protocols("TLSv1.3")
          .build();
    } catch (IOException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  /** For the overlay port. */
  public SslContext server() {
    return server;
  }

  /** For links that are dialled now. */
  public SslContext client() {
    return own.client();
  }

  /** SHA-256 of the own leaf of this moment, 32 bytes. */
  public byte[] leafSha256() {
    try {
      return PeerIds.sha256(own.material().leaf().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a leaf that was read cannot be encoded", e);
    }
  }

  /** SHA-256 of the leaf that the other side of a session presented; empty if it presented none. */
  static byte[] leafSha256(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return PeerIds.sha256(chain[0].getEncoded());
    } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
      return new byte[0];
    }
  }
}
