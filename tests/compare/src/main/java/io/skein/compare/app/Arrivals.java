package io.skein.compare.app;

import java.time.Duration;
import java.util.Arrays;

/** How far the subscribing processes have come; thread-safe. */
final class Arrivals {
  private final long[] slowest;
  private final long[] passed;

  Arrivals(int processes) {
    slowest = new long[processes];
    passed = new long[processes];
  }

  /**
   * Takes what a process says.
   *
   * @return how far the slowest subscription of all processes is, in messages of the workload
   */
  synchronized long reached(int process, String progress) {
    String[] words = progress.split(" ", -1);
    slowest[process] = Long.parseLong(words[0]);
    passed[process] = Long.parseLong(words[1]);
    notifyAll();
    return Arrays.stream(slowest).min().orElseThrow();
  }

  /** Waits until {@code deliveries} came or were passed over, or nothing came for a while. */
  synchronized void await(long deliveries, Duration standstill) throws InterruptedException {
    long seen = -1;
    long deadline = 0;
    while (total() < deliveries) {
      if (total() > seen) {
        seen = total();
        deadline = System.nanoTime() + standstill.toNanos();
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      wait(millis);
    }
  }

  private long total() {
    return Arrays.stream(passed).sum();
  }
}
