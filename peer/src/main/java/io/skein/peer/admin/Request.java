package io.skein.peer.admin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Immutable. The head of a request in HTTP/1 (RFC 9112, sections 3 and 5), as it was sent.
 *
 * @param headers by name in lower case
 * @param local the address that it came to
 */
record Request(String method, String target, Map<String, List<String>> headers, InetAddress local) {
  /** More is not read; what is too large to be served is less. */
  static final int MOST_BYTES = 32 * 1024;

  private static final Pattern FIRST = Pattern.compile("([!-~]+) ([!-~]+) HTTP/1\\.[01]");
  private static final Pattern HEADER = Pattern.compile("([!-9;-~]+):[ \\t]*(.*?)[ \\t]*");

  /** Whether a head ends in its empty line. */
  static boolean isWhole(CharSequence head) {
    int length = head.length();
    return length >= 2
        && head.charAt(length - 1) == '\n'
        && (head.charAt(length - 2) == '\n'
            || length >= 4 && head.subSequence(length - 4, length).toString().equals("\r\n\r\n"));
  }

  /** What a head says; empty if it is not one. */
  static Optional<Request> parse(String head, InetAddress local) {
    List<String> lines = head.lines().toList();
    Matcher first = FIRST.matcher(lines.getFirst());
    if (!first.matches()) {
      return Optional.empty();
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        return Optional.empty();
      }
      headers
          .computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.group(2));
    }
    return Optional.of(new Request(first.group(1), first.group(2), headers, local));
  }

  /** All values of a header. */
  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The target without what is behind a question mark; nothing is decoded. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
