package io.skein.wire.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one side of TLS presents. Immutable.
 *
 * @param key private key of the leaf
 * @param chain the leaf, then who issued it; a self-signed leaf stands alone
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
  private static final byte[] PROBE = {'s', 'k', 'e', 'i', 'n'};

  /** Copies the chain. */
  public KeyMaterial {
    chain = List.copyOf(chain);
  }

  /**
   * Reads a certificate with its chain, and its key, both PEM.
   *
   * @throws IOException if one cannot be used or they do not belong together
   */
  public static KeyMaterial load(Path certificate, Path key) throws IOException {
    KeyMaterial loaded =
        new KeyMaterial(PemFile.privateKey(key), PemFile.certificates(certificate));
    if (!loaded.fits()) {
      throw new IOException(
          "certificate %s and key %s do not belong together".formatted(certificate, key));
    }
    return loaded;
  }

  /** The certificate that belongs to the key. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  private boolean fits() {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      signer.initVerify(leaf().getPublicKey());
      signer.update(PROBE);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
