package io.skein.wire.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Judges the certificates of the other side of TLS. The extended class keeps the JDK
 * from checking host names on its own.
 */
public final class CertificateTrust extends X509ExtendedTrustManager {
  private final Check check;

  /** One judgement. */
  private interface Check {
    void check(Presented presented) throws CertificateException;
  }

  /** What came, from a server or a client; the engine is null outside of Netty. */
  private record Presented(
      X509Certificate[] chain, String type, boolean server, @Nullable SSLEngine engine) {}

  private CertificateTrust(Check check) {
    this.check = check;
  }

  /** Accepts one leaf that is valid now, whoever made it: something else proves who it is. */
  public static CertificateTrust anyLeaf() {
    return new CertificateTrust(
        presented -> {
          if (presented.chain().length != 1) {
            throw new CertificateException(
                "expected one certificate, as peers without --ca present");
          }
          presented.chain()[0].checkValidity();
        });
  }

  /** Accepts every certificate. */
  public static CertificateTrust anything() {
    return new CertificateTrust(presented -> {});
  }

  /** Accepts the key that a pin names; the dates of its certificate do not count. */
  public static CertificateTrust pinned(CertificatePin pin) {
    return new CertificateTrust(presented -> checkPin(presented.chain(), pin));
  }

  /** Accepts what a CA of the bundle of that moment has issued, for whatever name. */
  public static CertificateTrust issuedBy(Supplier<CaBundle> bundle) {
    return new CertificateTrust(
        presented -> bundle.get().check(presented.chain(), presented.type(), presented.server()));
  }

  /**
   * Accepts a server for whose name a CA of the bundle vouches, and one whose very certificate
   * stands in the bundle.
   */
  public static CertificateTrust serverOf(Supplier<CaBundle> bundle) {
    return new CertificateTrust(
        presented -> {
          CaBundle now = bundle.get();
          if (!now.holds(presented.chain()[0])) {
            now.checkServer(presented.chain(), presented.type(), presented.engine());
          }
        });
  }

  private static void checkPin(X509Certificate[] chain, CertificatePin pin)
      throws CertificateException {
    CertificatePin seen = CertificatePin.of(chain[0]);
    if (!seen.equals(pin)) {
      throw new CertificateException(
          "its certificate has the pin %s, expected %s: somebody else answers there, or the server has a new key; compare with the pin that it prints at its start"
              .formatted(seen, pin));
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check.check(new Presented(chain, type, false, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check.check(new Presented(chain, type, true, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check.check(new Presented(chain, type, false, null));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check.check(new Presented(chain, type, true, null));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
