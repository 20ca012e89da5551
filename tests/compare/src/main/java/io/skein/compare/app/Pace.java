package io.skein.compare.app;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the time of a message, the same way for all contenders; stateless. It parks and does
 * not spin: with fewer cores than processes a spinning publisher would take the core that the
 * message needs. The kernel wakes it some 50 microseconds late, so at high rates a few messages are
 * due at once; each is stamped with the time at which it is handed over.
 */
final class Pace {
  /** Above this the window may have closed, and somebody wants to know whether the run is over. */
  private static final long LONGEST_NANOS = 10_000_000;

  private static final long SHORTEST_NANOS = 1_000;

  private Pace() {}

  /** Waits until {@code nanos} of {@link System#nanoTime()}, for 10 ms at most. */
  static void await(long nanos) {
    LockSupport.parkNanos(Math.clamp(nanos - System.nanoTime(), SHORTEST_NANOS, LONGEST_NANOS));
  }
}
