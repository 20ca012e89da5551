package io.skein.peer.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Immutable. The SHA-256 of a token: enough to know the token again, and no use to who reads it.
 */
public final class Token {
  private static final String HASH = "sha256:";
  private static final String FRESH = "skein-";
  private static final int FRESH_BYTES = 32;
  private static final int HASH_BYTES = 32;
  private static final int LEAST_CHARACTERS = 20;
  private static final int MOST_CHARACTERS = 512;

  private final byte[] sha256;

  private Token(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** A token that nobody can guess: 256 random bits as text. */
  public static String fresh(SecureRandom random) {
    byte[] bytes = new byte[FRESH_BYTES];
    random.nextBytes(bytes);
    return FRESH + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept of a token. */
  public static Token of(String secret) {
    try {
      return new Token(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a token, or {@code sha256:} with the 64 hexadecimal digits of its hash.
   *
   * @throws IllegalArgumentException saying what was expected, never what was there
   */
  static Token parse(String text) {
    if (text.startsWith(HASH)) {
      return ofHash(text.substring(HASH.length()));
    }
    if (text.length() < LEAST_CHARACTERS || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "a token has %d to %d characters, this one %d; make one with 'skein token NAME'"
              .formatted(LEAST_CHARACTERS, MOST_CHARACTERS, text.length()));
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a token is printable ASCII without spaces");
    }
    return of(text);
  }

  private static Token ofHash(String hex) {
    try {
      byte[] hash = HexFormat.of().parseHex(hex);
      if (hash.length == HASH_BYTES) {
        return new Token(hash);
      }
    } catch (IllegalArgumentException notHex) {
      // Said below: its own text repeats what stands there.
    }
    throw new IllegalArgumentException("expected 64 hexadecimal digits after 'sha256:'");
  }

  /** Whether both are of the same token; takes the same time whatever they hold. */
  boolean isSame(Token other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }

  /** As it stands in a tokens file. */
  @Override
  public String toString() {
    return HASH + HexFormat.of().formatHex(sha256);
  }
}
