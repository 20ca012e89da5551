package io.skein.wire.tls;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Stateless. Makes P-256 certificates. */
public final class Certificates {
  private static final Duration VALID_BEFORE = Duration.ofDays(1);
  private static final int SERIAL_BITS = 120;

  private Certificates() {}

  /**
   * What a certificate says.
   *
   * @param name common name
   * @param hosts names and addresses that it vouches for; may be empty
   * @param nowMillis wall clock, milliseconds since 1970; it is valid from a day earlier on, since
   *     clocks differ
   * @param life how long from then
   */
  public record Claim(String name, List<String> hosts, long nowMillis, Duration life) {
    /** Copies the list. */
    public Claim {
      hosts = List.copyOf(hosts);
    }
  }

  /** A leaf that nobody vouches for, with a key of its own. */
  public static KeyMaterial selfSigned(Claim claim, SecureRandom random) {
    return make(
        random, keys -> build(claim, new Issuer(named(claim.name()), keys), keys, false, random));
  }

  /** A certificate that may issue others. */
  public static KeyMaterial authority(Claim claim, SecureRandom random) {
    return make(
        random, keys -> build(claim, new Issuer(named(claim.name()), keys), keys, true, random));
  }

  /** A leaf that an authority issues, with a key of its own; the authority is not in its chain. */
  public static KeyMaterial issue(Claim claim, KeyMaterial authority, SecureRandom random) {
    KeyPair signing = new KeyPair(authority.leaf().getPublicKey(), authority.key());
    X500Name issuer = new X500Name(authority.leaf().getSubjectX500Principal().getName());
    return make(random, keys -> build(claim, new Issuer(issuer, signing), keys, false, random));
  }

  private record Issuer(X500Name name, KeyPair keys) {}

  private interface Builder {
    X509Certificate build(KeyPair keys)
        throws GeneralSecurityException, OperatorCreationException, CertIOException;
  }

  private static KeyMaterial make(SecureRandom random, Builder builder) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      return new KeyMaterial(keys.getPrivate(), List.of(builder.build(keys)));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
    }
  }

  @SuppressWarnings("JavaUtilDate") // BouncyCastle's builder takes nothing else
  private static X509Certificate build(
      Claim claim, Issuer issuer, KeyPair keys, boolean authority, SecureRandom random)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer.name(),
            new BigInteger(SERIAL_BITS, random),
            new Date(claim.nowMillis() - VALID_BEFORE.toMillis()),
            new Date(claim.nowMillis() + claim.life().toMillis()),
            named(claim.name()),
            keys.getPublic());
    if (authority) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    }
    if (!claim.hosts().isEmpty()) {
      builder.addExtension(Extension.subjectAlternativeName, false, names(claim.hosts()));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.keys().getPrivate())));
  }

  private static X500Name named(String name) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }

  private static GeneralNames names(List<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        InetAddresses.isInetAddress(host)
                            ? GeneralName.iPAddress
                            : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }
}
