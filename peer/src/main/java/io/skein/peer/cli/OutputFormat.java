package io.skein.peer.cli;

import java.util.Locale;

/** For whom a command writes. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs: one object a line. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
