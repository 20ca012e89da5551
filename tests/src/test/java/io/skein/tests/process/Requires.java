package io.skein.tests.process;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a test needs from its machine. Where it is missing the test is skipped and says why; on CI,
 * which has no excuse, the test fails.
 */
public final class Requires {
  private Requires() {}

  /** Goes on only if all these programs are on the path. */
  public static void programs(String... names) {
    for (String name : names) {
      that(isOnPath(name), "needs the program " + name + " on the path");
    }
  }

  /**
   * Goes on only if the machine has it.
   *
   * @param reason what is missing, and how to get it
   */
  public static void that(boolean present, String reason) {
    if (!present && "true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    assumeTrue(present, reason);
  }

  private static boolean isOnPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }
}
