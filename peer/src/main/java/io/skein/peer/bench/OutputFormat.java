package io.skein.peer.bench;

import java.util.Locale;

/** For whom a result is written. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs: one object. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
