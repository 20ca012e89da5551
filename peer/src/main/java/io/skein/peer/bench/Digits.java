package io.skein.peer.bench;

import java.util.Locale;

/** Numbers as people read them, the same in every country. */
public final class Digits {
  private Digits() {}

  /** A whole number with its thousands apart. */
  public static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** With so many digits behind the point. */
  public static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** Rounded to so many digits, for programs. */
  public static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
