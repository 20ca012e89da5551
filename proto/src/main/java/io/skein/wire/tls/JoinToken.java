package io.skein.wire.tls;

import io.skein.wire.PeerIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * The words that let a peer register at a bootstrap server: the first one is said, all are
 * accepted, so that they can be changed without a break. Immutable; its text never shows them.
 */
public final class JoinToken {
  /** Name of the header that carries one. */
  public static final String HEADER = "skein-join-token";

  private static final int LEAST = 16;
  private static final int MOST = 256;

  private final List<String> tokens;

  private JoinToken(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Reads a file of tokens, one a line, of 16 to 256 visible ASCII characters; empty lines and
   * those that begin with # do not count.
   *
   * @throws IOException if others can read the file or a line is wrong; names file and line
   */
  public static JoinToken load(Path file) throws IOException {
    List<String> lines = PemFile.secret(file).lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (isToken(lines.get(i)) && !isSound(lines.get(i))) {
        throw new IOException(
            "%s:%d: expected a token of %d to %d visible characters"
                .formatted(file, i + 1, LEAST, MOST));
      }
    }
    List<String> tokens = lines.stream().filter(JoinToken::isToken).toList();
    if (tokens.isEmpty()) {
      throw new IOException(
          file + " holds no token: write one into it, for instance by 'openssl rand -hex 32'");
    }
    return new JoinToken(tokens);
  }

  /** What a peer says. */
  public String said() {
    return tokens.getFirst();
  }

  /** Whether somebody said one of them; takes as long for a wrong one as for a right one. */
  public boolean accepts(String said) {
    byte[] digest = digest(said);
    boolean accepted = false;
    for (String token : tokens) {
      accepted |= MessageDigest.isEqual(digest, digest(token));
    }
    return accepted;
  }

  private static byte[] digest(String token) {
    return PeerIds.sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isToken(String line) {
    return !line.isEmpty() && line.charAt(0) != '#';
  }

  private static boolean isSound(String token) {
    return token.length() >= LEAST
        && token.length() <= MOST
        && token.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  @Override
  public String toString() {
    return tokens.size() + " join tokens";
  }
}
