package io.skein.peer.access;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to the thread that reads. A line for each token: the name of the app and the token, or
 * {@code sha256:} and its hash. Empty lines and those that begin with # are skipped.
 */
final class TokensFile {
  private static final Splitter WORDS =
      Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().trimResults();

  private final Path file;
  private final List<String> problems;
  private final List<Tokens.Entry> entries = new ArrayList<>();

  private TokensFile(Path file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads a file; adds what is wrong, with its line and without the token. */
  static Tokens read(Path path, List<String> problems) {
    TokensFile file = new TokensFile(path, problems);
    try {
      List<String> lines = PrivateFile.lines(path, "tokens file");
      for (int i = 0; i < lines.size(); i++) {
        file.take(i + 1, lines.get(i).strip());
      }
      if (file.entries.isEmpty() && problems.isEmpty()) {
        problems.add(path + ": holds no token; make one with 'skein token NAME'");
      }
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return new Tokens(file.entries);
  }

  private void take(int line, String text) {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    List<String> words = WORDS.splitToList(text);
    if (words.size() != 2) {
      wrong(line, "expected the name of an app and its token");
    } else if (!AppName.isOne(words.getFirst())) {
      wrong(line, "the name of an app is " + AppName.EXPECTED);
    } else if (entries.size() == Tokens.MOST) {
      wrong(line, "more than " + Tokens.MOST + " tokens");
    } else {
      add(line, words.getFirst(), words.getLast());
    }
  }

  private void add(int line, String app, String text) {
    try {
      Token token = Token.parse(text);
      if (entries.stream().anyMatch(entry -> entry.token().isSame(token))) {
        wrong(line, "the token of app '" + app + "' stands in the file twice");
      } else {
        entries.add(new Tokens.Entry(app, token));
      }
    } catch (IllegalArgumentException e) {
      wrong(line, String.valueOf(e.getMessage()));
    }
  }

  private void wrong(int line, String what) {
    problems.add(file + ":" + line + ": " + what);
  }
}
