package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Bytes and foreign text as a terminal may show them: nothing in them can move the cursor or end
 * the line.
 */
final class Text {
  private Text() {}

  /** As it is, but control characters as {@code \n} or {@code \}{@code u001b}. */
  static String printable(String text) {
    if (text.codePoints().noneMatch(Text::isControl)) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  /** UTF-8 as text; anything else as {@code \xNN} for each byte that is not printable ASCII. */
  static String printable(ByteString bytes) {
    if (bytes.isValidUtf8()) {
      return printable(bytes.toStringUtf8());
    }
    var shown = new StringBuilder(bytes.size() * 2);
    for (byte b : bytes) {
      shown.append(
          b >= ' ' && b <= '~'
              ? new String(new byte[] {b}, StandardCharsets.US_ASCII)
              : String.format(Locale.ROOT, "\\x%02x", b & 0xff));
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      default -> {
        if (isControl(c)) {
          shown.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
          shown.appendCodePoint(c);
        }
      }
    }
  }

  /** Also the marks that turn the direction of writing. */
  private static boolean isControl(int c) {
    return (c != '\t' && Character.isISOControl(c))
        || Character.getType(c) == Character.FORMAT
        || c == 0x2028
        || c == 0x2029;
  }
}
