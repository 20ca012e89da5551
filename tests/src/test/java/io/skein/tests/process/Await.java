package io.skein.tests.process;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what tells nobody that it has happened: asks again and again. */
public final class Await {
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /** Something that is so, or not yet. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it is so now. */
    boolean holds() throws Exception;
  }

  /** Tells how things are, for people. */
  @FunctionalInterface
  public interface State {
    /** The text. */
    String describe() throws Exception;
  }

  /**
   * Returns as soon as the condition holds, and fails after {@code patience}.
   *
   * @param what is awaited, for the failure's text
   * @param state how things are, for the failure's text
   */
  public static void until(String what, Duration patience, State state, Condition condition)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        fail("still no %s after %s s; %s", what, patience.toSeconds(), state.describe());
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException("while waiting for " + what);
      }
    }
  }
}
