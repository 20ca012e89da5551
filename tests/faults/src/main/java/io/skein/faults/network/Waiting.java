package io.skein.faults.network;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for what tells nobody that it has happened: asks again and again; stateless. */
public final class Waiting {
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private Waiting() {}

  /** Something that is so, or not yet. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it is so now. */
    boolean holds() throws Exception;
  }

  /**
   * Returns as soon as the condition holds.
   *
   * @return how long that took, in seconds
   * @throws TimeoutException if it does not hold after {@code patience}
   */
  public static double until(String what, Duration patience, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new TimeoutException("still not after " + patience.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException("while waiting for " + what);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The same; false instead of the exception. */
  public static boolean holdsWithin(Duration patience, Condition condition) throws Exception {
    try {
      until("", patience, condition);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Lets time pass: as long as a fault is to last. */
  public static void pass(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
