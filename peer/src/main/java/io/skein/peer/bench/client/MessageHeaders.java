package io.skein.peer.bench.client;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds headers in the bytes of a message; confined to one thread at a time. */
public final class MessageHeaders {
  private static final int HEADERS = 2 << 3 | WireBytes.DELIMITED;
  private static final int KEY = 1 << 3 | WireBytes.DELIMITED;
  private static final int VALUE = 2 << 3 | WireBytes.DELIMITED;

  private final WireCursor cursor = new WireCursor();
  private final WireCursor entry = new WireCursor();

  /** The value of header {@code name}, or null if the message has none. */
  public @Nullable String find(String name, byte[] bytes, int from, int to) {
    cursor.reset(bytes, from, to);
    while (cursor.hasMore()) {
      int tag = cursor.tag();
      if (tag != HEADERS) {
        cursor.skipField(tag);
        continue;
      }
      int length = cursor.length();
      int start = cursor.position();
      cursor.skip(length);
      String value = valueIfNamed(name, bytes, start, start + length);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable String valueIfNamed(String name, byte[] bytes, int from, int to) {
    String key = "";
    String value = "";
    entry.reset(bytes, from, to);
    while (entry.hasMore()) {
      int tag = entry.tag();
      if (tag != KEY && tag != VALUE) {
        entry.skipField(tag);
        continue;
      }
      int length = entry.length();
      String text = new String(bytes, entry.position(), length, StandardCharsets.UTF_8);
      entry.skip(length);
      if (tag == KEY) {
        key = text;
      } else {
        value = text;
      }
    }
    return key.equals(name) ? value : null;
  }
}
