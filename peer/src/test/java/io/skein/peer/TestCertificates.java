package io.skein.peer;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA of a test, which writes certificates and keys as PEM files into a folder. */
final class TestCertificates {
  private static final X500Name NAME = new X500Name("CN=test ca");

  private final Path folder;
  private final KeyPair keys = keyPair();
  private long serial;

  TestCertificates(Path folder) {
    this.folder = folder;
  }

  /** The certificate of the CA. */
  Path ca(String file) throws Exception {
    JcaX509v3CertificateBuilder builder = builder(NAME, keys);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return pem(file, "CERTIFICATE", sign(builder).getEncoded());
  }

  /**
   * A certificate and its key, in {@code name.pem} and {@code name.key}.
   *
   * @param dnsName the alternative name
   */
  Path leaf(String name, String commonName, String dnsName) throws Exception {
    KeyPair own = keyPair();
    JcaX509v3CertificateBuilder builder = builder(new X500Name("CN=" + commonName), own);
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, dnsName),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    Path key = pem(name + ".key", "PRIVATE KEY", own.getPrivate().getEncoded());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return pem(name + ".pem", "CERTIFICATE", sign(builder).getEncoded());
  }

  @SuppressWarnings("JavaUtilDate") // BouncyCastle's builder takes nothing else
  private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair own) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        NAME,
        BigInteger.valueOf(++serial),
        Date.from(now.minus(1, ChronoUnit.DAYS)),
        Date.from(now.plus(1, ChronoUnit.DAYS)),
        subject,
        own.getPublic());
  }

  private X509CertificateHolder sign(JcaX509v3CertificateBuilder builder)
      throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
  }

  private Path pem(String file, String what, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
