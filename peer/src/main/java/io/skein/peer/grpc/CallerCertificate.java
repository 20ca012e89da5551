package io.skein.peer.grpc;

import io.grpc.Grpc;
import io.grpc.ServerCall;
import io.skein.peer.access.AppName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jspecify.annotations.Nullable;

/** Stateless. The name of an app in its certificate, which TLS has checked. */
final class CallerCertificate {
  private static final int DNS_NAME = 2;

  private CallerCertificate() {}

  /**
   * The common name; if that is no name of an app, the first DNS name of the alternatives that is
   * one; null if there is none, or no certificate.
   */
  static @Nullable String appOf(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return null;
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate leaf ? appOf(leaf) : null;
    } catch (SSLPeerUnverifiedException | CertificateParsingException nameless) {
      return null;
    }
  }

  static @Nullable String appOf(X509Certificate leaf) throws CertificateParsingException {
    return Stream.concat(commonNames(leaf), dnsNames(leaf))
        .filter(AppName::isOne)
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> commonNames(X509Certificate leaf) {
    X500Name subject = X500Name.getInstance(leaf.getSubjectX500Principal().getEncoded());
    return Arrays.stream(subject.getRDNs(BCStyle.CN))
        .map(rdn -> IETFUtils.valueToString(rdn.getFirst().getValue()));
  }

  private static Stream<String> dnsNames(X509Certificate leaf) throws CertificateParsingException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names == null
        ? Stream.empty()
        : names.stream()
            .filter(name -> name.getFirst().equals(DNS_NAME))
            .map(name -> String.valueOf(name.get(1)));
  }
}
