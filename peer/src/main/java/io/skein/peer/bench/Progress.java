package io.skein.peer.bench;

import java.time.Duration;

/** How far receivers have come; thread-safe. */
final class Progress {
  private long sequence;

  synchronized void reached(long newSequence) {
    sequence = Math.max(sequence, newSequence);
    notifyAll();
  }

  synchronized long sequence() {
    return sequence;
  }

  /**
   * Waits until they have come to {@code target}, or for {@code patience} without any progress.
   *
   * @return whether they came there
   */
  synchronized boolean await(long target, Duration patience) throws InterruptedException {
    long seen = sequence;
    long deadline = System.nanoTime() + patience.toNanos();
    while (sequence < target) {
      if (sequence > seen) {
        seen = sequence;
        deadline = System.nanoTime() + patience.toNanos();
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
