package io.skein.compare.model;

import java.util.stream.IntStream;

/**
 * The 64 types and 1,000 patterns of W6; stateless. Types are a square of 8 rows and 8 columns.
 * Each is matched by 12 subscriptions that name it, 2 that take its row, 2 that take its column:
 * 16. The other 200 match nothing that is published.
 */
final class Patterns {
  /** Subscriptions that want a message. */
  static final int MATCHES = 16;

  private static final int SIDE = 8;
  private static final int TYPES = SIDE * SIDE;
  private static final int EXACT = 12 * TYPES;
  private static final int ROWS = EXACT + 2 * SIDE;
  private static final int COLUMNS = ROWS + 2 * SIDE;

  private Patterns() {}

  static String type(int index) {
    return "compare.row" + index / SIDE + ".column" + index % SIDE;
  }

  static String pattern(int subscription) {
    if (subscription < EXACT) {
      return type(subscription % TYPES);
    }
    if (subscription < ROWS) {
      return "compare.row" + subscription % SIDE + ".>";
    }
    if (subscription < COLUMNS) {
      return "compare.*.column" + subscription % SIDE;
    }
    return "compare.row" + subscription % SIDE + ".other" + subscription + ".>";
  }

  static int[] matching(int subscription) {
    if (subscription < EXACT) {
      return new int[] {subscription % TYPES};
    }
    int side = subscription % SIDE;
    if (subscription < ROWS) {
      return IntStream.range(0, SIDE).map(column -> side * SIDE + column).toArray();
    }
    if (subscription < COLUMNS) {
      return IntStream.range(0, SIDE).map(row -> row * SIDE + side).toArray();
    }
    return new int[0];
  }
}
