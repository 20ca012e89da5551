package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.skein.wire.PeerIds;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Immutable. TLS 1.3 of one boot of a peer: a self-signed P-256 leaf made now. Who is behind a leaf
 * is proved in the Hello, by a signature of the peer's identity over the leaf; so TLS itself
 * accepts any single leaf that is valid now.
 */
public final class PeerTls {
  private static final Duration VALID_BEFORE = Duration.ofDays(1);
  private static final Duration VALID_AFTER = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 120;

  private final SslContext server;
  private final SslContext client;
  private final byte[] leafSha256;

  private PeerTls(SslContext server, SslContext client, byte[] leafSha256) {
    this.server = server;
    this.client = client;
    this.leafSha256 = leafSha256;
  }

  /**
   * Makes a leaf and the contexts that present it.
   *
   * @param nowMillis wall clock, milliseconds since 1970
   */
  public static PeerTls create(long nowMillis, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      X509Certificate leaf = leaf(keys, nowMillis, random);
      OneKey key = new OneKey(keys.getPrivate(), leaf);
      AnyLeaf anyLeaf = new AnyLeaf();
      SslContext server =
          GrpcSslContexts.configure(SslContextBuilder.forServer(key))
              .trustManager(anyLeaf)
              .clientAuth(ClientAuth.REQUIRE)
              .protocols("TLSv1.3")
              .build();
      SslContext client =
          GrpcSslContexts.configure(SslContextBuilder.forClient())
              .keyManager(key)
              .trustManager(anyLeaf)
              .protocols("TLSv1.3")
              .build();
      return new PeerTls(server, client, PeerIds.sha256(leaf.getEncoded()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
    }
  }

  @SuppressWarnings("JavaUtilDate") // BouncyCastle's builder takes nothing else
  private static X509Certificate leaf(KeyPair keys, long nowMillis, SecureRandom random)
      throws OperatorCreationException, CertificateException {
    X500Name name = new X500Name("CN=skein");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random),
            new Date(nowMillis - VALID_BEFORE.toMillis()),
            new Date(nowMillis + VALID_AFTER.toMillis()),
            name,
            keys.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  /** For the overlay port. */
  public SslContext server() {
    return server;
  }

  /** For dialled links. */
  public SslContext client() {
    return client;
  }

  /** SHA-256 of the own leaf, 32 bytes. */
  public byte[] leafSha256() {
    return leafSha256.clone();
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

  /**
   * Accepts one leaf that is valid now; the extended class keeps the JDK from checking host names.
   */
  private static final class AnyLeaf extends X509ExtendedTrustManager {
    private static void check(X509Certificate[] chain) throws CertificateException {
      if (chain.length != 1) {
        throw new CertificateException(
            "certificate chain has " + chain.length + " elements, expected 1");
      }
      chain[0].checkValidity();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
