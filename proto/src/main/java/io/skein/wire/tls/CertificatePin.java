package io.skein.wire.tls;

import io.skein.wire.PeerIds;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * What tells a certificate's key from all others: SHA-256 of its SubjectPublicKeyInfo, so that a
 * renewed certificate of the same key keeps its pin. Immutable.
 *
 * @param text base32 in lower case without padding, 52 characters, as peer ids are written
 */
public record CertificatePin(String text) {
  /** Length of the text, in characters. */
  public static final int LENGTH = 52;

  /** Checks length and characters; the message names the position of a wrong one, from 1. */
  public CertificatePin {
    int wrong = firstWrong(text);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "the pin has a wrong character at position %d of it, expected a-z and 2-7"
              .formatted(wrong + 1));
    }
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException(
          "the pin has %d characters, expected %d of a-z and 2-7".formatted(text.length(), LENGTH));
    }
  }

  /** Reads a pin in capitals or not. */
  public static CertificatePin parse(String text) {
    return new CertificatePin(text.toLowerCase(Locale.ROOT));
  }

  /** The pin of a certificate's key. */
  public static CertificatePin of(X509Certificate certificate) {
    return new CertificatePin(
        PeerIds.toText(PeerIds.sha256(certificate.getPublicKey().getEncoded())));
  }

  private static int firstWrong(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '2' && c <= '7')) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return text;
  }
}
