package io.skein.peer.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class NearestName {
  private NearestName() {}

  /** As {@code , did you mean 'x'?}; empty if nothing is near. */
  static String hint(String written, Collection<String> known) {
    return find(written, known).map(name -> ", did you mean '" + name + "'?").orElse("");
  }

  /** The known name with the fewest edits, if a third of the letters or more are right. */
  static Optional<String> find(String written, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .filter(name -> 3 * distance(written, name) <= 2 * Math.max(name.length(), 3));
  }

  /** Levenshtein's distance, one row at a time. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
