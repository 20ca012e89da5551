package io.skein.compare.member;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what takes its time to form; stateless. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 10;

  private Waiting() {}

  /**
   * Waits for a condition.
   *
   * @param complaint said if a minute passes
   * @throws IOException if it does
   */
  public static void until(BooleanSupplier condition, String complaint)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(complaint + " after " + PATIENCE.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
