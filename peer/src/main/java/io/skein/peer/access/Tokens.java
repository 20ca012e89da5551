package io.skein.peer.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The tokens that a peer takes, each of one app; an app may have several, so that one
 * can be replaced.
 *
 * @param entries at most 1,024
 */
public record Tokens(List<Entry> entries) {
  static final int MOST = 1024;

  /**
   * One token.
   *
   * @param app whose it is
   */
  record Entry(String app, Token token) {}

  public Tokens {
    entries = List.copyOf(entries);
    if (entries.size() > MOST) {
      throw new IllegalArgumentException(
          "there are %d tokens, expected at most %d".formatted(entries.size(), MOST));
    }
  }

  /** Whose a token is; null if nobody's. Looks at all, so that the time tells nothing. */
  public @Nullable String appOf(Token token) {
    String app = null;
    for (Entry entry : entries) {
      if (entry.token().isSame(token)) {
        app = entry.app();
      }
    }
    return app;
  }
}
