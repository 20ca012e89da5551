package io.skein.peer.cli;

import java.nio.file.Path;

/** Reads paths; {@code ~/} is the home directory also where no shell expands it. */
final class HomePaths {
  private HomePaths() {}

  static Path expand(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path is not empty");
    }
    return text.startsWith("~/") ? home(text.substring(2)) : Path.of(text);
  }

  static Path home(String rest) {
    return Path.of(System.getProperty("user.home"), rest);
  }
}
