package io.skein.peer.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Immutable. A chain of certificates and the private key of its first.
 *
 * @param chain at least one
 */
record KeyPairFiles(List<X509Certificate> chain, PrivateKey key) {
  private static final byte[] PROBE = {1, 2, 3};

  /**
   * Reads PEM files.
   *
   * @throws GeneralSecurityException if they hold something else, or a key of another certificate;
   *     TLS itself would tell only the callers
   */
  static KeyPairFiles read(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    KeyPairFiles pair = new KeyPairFiles(chain(certificate), key(key));
    pair.check();
    return pair;
  }

  private static List<X509Certificate> chain(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new GeneralSecurityException("no certificate in " + file);
      }
      return chain;
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PrivateKeyInfo plain -> {
            return converter.getPrivateKey(plain);
          }
          case PEMKeyPair pair -> {
            return converter.getKeyPair(pair).getPrivate();
          }
          default -> {
            // What tools write before a key, the parameters of its curve for instance.
          }
        }
      }
    }
    throw new GeneralSecurityException("no private key without a password in " + file);
  }

  KeyPairFiles {
    chain = List.copyOf(chain);
  }

  private void check() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    if (!chain.getFirst().getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      throw new GeneralSecurityException("the key is of another certificate");
    }
    signature.initVerify(chain.getFirst().getPublicKey());
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is of another certificate");
    }
  }

  private static String algorithm(String key) {
    return key.equals("EC") ? "SHA256withECDSA" : "SHA256with" + key;
  }
}
