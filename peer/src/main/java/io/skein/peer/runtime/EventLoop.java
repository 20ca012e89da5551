package io.skein.peer.runtime;

import java.time.Duration;

/**
 * The owner thread: runs tasks one after the other, and is the only source of time. Thread-safe.
 */
public interface EventLoop {
  /** Runs a task soon: after what the loop is reading now. */
  void execute(Runnable task);

  /** Runs a task once after a delay. */
  Timer schedule(Duration delay, Runnable task);

  /** Whether the caller is on the owner thread. */
  boolean inLoop();

  /** Monotonic time in nanoseconds; only differences mean anything. */
  long nanoTime();

  /**
   * Wall clock in milliseconds since 1970; for people and for other machines, never for intervals.
   */
  long wallMillis();

  /** A task that has not run yet. */
  interface Timer {
    /** Keeps it from running; nothing happens if it has run. */
    void cancel();
  }

  /** Fails unless the caller is on the owner thread. */
  default void checkInLoop() {
    if (!inLoop()) {
      throw new IllegalStateException(
          "called on " + Thread.currentThread().getName() + ", expected the owner thread");
    }
  }
}
