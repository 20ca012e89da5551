package io.skein.peer.model;

/**
 * Immutable. Type of a message: dot-separated tokens of {@code A-Z a-z 0-9 _ -}.
 *
 * @param name 1 to 255 bytes
 */
public record MessageType(String name) {
  /** Characters of a type, and of a pattern. */
  public static final int MAX_LENGTH = 255;

  static final String RESERVED_TOKEN = "_skein";
  private static final String RESERVED = RESERVED_TOKEN + ".";

  public MessageType {
    checkLength("type", name);
    boolean tokenStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' ? tokenStart : !isTokenChar(c)) {
        throw bad("type", name, i);
      }
      tokenStart = c == '.';
    }
    if (tokenStart) {
      throw bad("type", name, name.length());
    }
  }

  /** Whether only Skein itself may publish it. */
  public boolean isReserved() {
    return name.startsWith(RESERVED);
  }

  static boolean isTokenChar(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  static void checkLength(String what, String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          what + " has " + text.length() + " characters, expected 1 to " + MAX_LENGTH);
    }
  }

  static IllegalArgumentException bad(String what, String text, int position) {
    return new IllegalArgumentException(
        "%s '%s' is wrong at position %d: expected tokens of A-Z a-z 0-9 _ - separated by dots"
            .formatted(what, text, position));
  }

  @Override
  public String toString() {
    return name;
  }
}
