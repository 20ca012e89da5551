package io.skein.peer;

import java.util.Objects;

/** Stateless. The version of the program. */
final class Version {
  private Version() {}

  /** From the jar's manifest; class files outside a jar have none. */
  static String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
