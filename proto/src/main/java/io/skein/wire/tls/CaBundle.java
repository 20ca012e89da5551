package io.skein.wire.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Immutable. Who may issue certificates: one CA, or the old and the new one while they change. */
public final class CaBundle {
  private final List<X509Certificate> authorities;
  private final X509ExtendedTrustManager paths;

  private CaBundle(List<X509Certificate> authorities, X509ExtendedTrustManager paths) {
    this.authorities = authorities;
    this.paths = paths;
  }

  /** Reads a PEM file with one certificate or more. */
  public static CaBundle load(Path file) throws IOException {
    List<X509Certificate> authorities = PemFile.certificates(file);
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              authorities.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet()),
              new X509CertSelector());
      // There is no place to ask: what is revoked leaves the allow-list, or the CA changes.
      parameters.setRevocationEnabled(false);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return new CaBundle(authorities, (X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be used as a list of CAs: " + e.getMessage(), e);
    }
  }

  /** The certificates of the bundle. */
  public List<X509Certificate> authorities() {
    return authorities;
  }

  boolean holds(X509Certificate certificate) {
    return authorities.contains(certificate);
  }

  /** Whether a chain leads to the bundle and is valid now; names do not count. */
  void check(X509Certificate[] chain, String type, boolean server) throws CertificateException {
    try {
      if (server) {
        paths.checkServerTrusted(chain, type);
      } else {
        paths.checkClientTrusted(chain, type);
      }
    } catch (CertificateException e) {
      throw refused(chain, e);
    }
  }

  /** The same, and that it is a server's of the name that the engine dialled. */
  void checkServer(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    try {
      if (engine == null) {
        throw new CertificateException("it is not known which name was dialled");
      }
      paths.checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw refused(chain, e);
    }
  }

  private static CertificateException refused(X509Certificate[] chain, CertificateException e) {
    return new CertificateException(
        "its certificate '%s' is not accepted: %s"
            .formatted(chain[0].getSubjectX500Principal().getName(), e.getMessage()),
        e);
  }
}
