package io.skein.peer.simulation;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** Stateless. What values of a configuration say of themselves. */
final class Checks {
  private Checks() {}

  @FormatMethod
  static void require(boolean holds, String otherwise, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, otherwise, values));
    }
  }

  static void fraction(String name, double value) {
    require(value >= 0 && value <= 1, "%s is %s, expected 0 to 1", name, value);
  }
}
