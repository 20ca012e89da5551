package io.skein.tests.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where things are in the repository under test. */
public final class Repository {
  private Repository() {}

  /** The runnable jar. */
  public static Path jar() {
    String jar = System.getProperty("skein.jar");
    return Path.of(requireNonNull(jar, "skein.jar: run by Maven's failsafe"))
        .toAbsolutePath()
        .normalize();
  }

  /** A file or directory below the root. */
  public static Path path(String relative) {
    // The jar is ROOT/peer/target/skein.jar.
    return jar().resolve("../../..").normalize().resolve(relative);
  }

  /** A program of the JDK that runs this test. */
  public static Path jdkProgram(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }
}
