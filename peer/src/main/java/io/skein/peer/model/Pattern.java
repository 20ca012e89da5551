package io.skein.peer.model;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Immutable. What a subscription wants: a type, or one with {@code *} for one token and a final
 * {@code >} for one or more, as in NATS.
 */
public final class Pattern {
  private static final Splitter DOTS = Splitter.on('.');

  /** Stands for a token that no pattern names. */
  private static final String UNNAMED = "";

  private final String text;
  private final List<String> tokens;
  private final boolean wild;

  /** Whether the first token is no wildcard. */
  private final boolean named;

  private Pattern(String text, List<String> tokens) {
    this.text = text;
    this.tokens = tokens;
    this.wild = tokens.contains("*") || tokens.getLast().equals(">");
    this.named = !tokens.getFirst().equals("*") && !tokens.getFirst().equals(">");
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException naming the position of what is wrong
   */
  public static Pattern parse(String text) {
    MessageType.checkLength("pattern", text);
    List<String> tokens = DOTS.splitToList(text);
    int position = 0;
    for (int i = 0; i < tokens.size(); i++) {
      checkToken(text, tokens.get(i), position, i == tokens.size() - 1);
      position += tokens.get(i).length() + 1;
    }
    return new Pattern(text, tokens);
  }

  private static void checkToken(String text, String token, int position, boolean last) {
    if (token.equals("*") || last && token.equals(">")) {
      return;
    }
    for (int i = 0; i < token.length(); i++) {
      if (!MessageType.isTokenChar(token.charAt(i))) {
        throw MessageType.bad("pattern", text, position + i);
      }
    }
    if (token.isEmpty()) {
      throw MessageType.bad("pattern", text, position);
    }
  }

  /**
   * Whether a message of the type is wanted. Skein's own types are only if the first token names
   * them: who wants everything wants what apps publish.
   */
  public boolean matches(MessageType type) {
    String name = type.name();
    return wild ? (named || !type.isReserved()) && matchesFrom(name) : name.equals(text);
  }

  private boolean matchesFrom(String name) {
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (start > name.length()) {
        return false;
      }
      String token = tokens.get(i);
      if (token.equals(">")) {
        return true;
      }
      int dot = name.indexOf('.', start);
      int end = dot < 0 ? name.length() : dot;
      if (!token.equals("*") && !sameToken(name, start, end, token)) {
        return false;
      }
      start = end + 1;
    }
    return start > name.length();
  }

  /**
   * Whether each type that this pattern matches is matched by one of the others, so that who may
   * have what the others match may have what this one does.
   *
   * <p>Wildcards make no difference between tokens that no pattern names. So one token that nobody
   * names stands for all: whatever pattern matches it matches every other in its place. What is
   * left of a final {@code >} is how many tokens it stands for, and beyond the longest of the
   * others that makes no difference any more. Exact for types of any length.
   */
  public boolean isCoveredBy(Collection<Pattern> others) {
    boolean open = tokens.getLast().equals(">");
    List<String> example = new ArrayList<>(open ? tokens.subList(0, tokens.size() - 1) : tokens);
    example.replaceAll(token -> token.equals("*") ? UNNAMED : token);
    if (!open) {
      return others.stream().anyMatch(other -> other.takes(example));
    }
    int longest = others.stream().mapToInt(other -> other.tokens.size()).max().orElse(0);
    do {
      example.add(UNNAMED);
      if (others.stream().noneMatch(other -> other.takes(example))) {
        return false;
      }
    } while (example.size() <= longest);
    return true;
  }

  private boolean takes(List<String> example) {
    boolean reserved = example.size() > 1 && example.getFirst().equals(MessageType.RESERVED_TOKEN);
    if (reserved && !named) {
      return false;
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (i == example.size()) {
        return false;
      }
      String token = tokens.get(i);
      if (token.equals(">")) {
        return true;
      }
      if (!token.equals("*") && !token.equals(example.get(i))) {
        return false;
      }
    }
    return tokens.size() == example.size();
  }

  private static boolean sameToken(String name, int start, int end, String token) {
    return end - start == token.length() && name.startsWith(token, start);
  }

  @Override
  public String toString() {
    return text;
  }
}
