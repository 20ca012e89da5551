package io.skein.compare.jmh;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the measurements of single pieces; stateless. */
public final class Pieces {
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  private Pieces() {}

  /**
   * Runs those whose name contains a match of {@code regex} in a JVM of their own and prints what
   * they show.
   *
   * @throws IOException if they do not run
   */
  public static void run(String regex) throws IOException {
    try {
      new Runner(
              new OptionsBuilder()
                  .include(regex)
                  .forks(1)
                  .shouldFailOnError(true)
                  .warmupTime(ITERATION)
                  .warmupIterations(3)
                  .measurementTime(ITERATION)
                  .measurementIterations(5)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IOException("--jmh: " + e.getMessage(), e);
    }
  }
}
