package io.skein.peer.embedded;

import java.util.concurrent.Semaphore;

/**
 * Thread-safe. Bytes that publishing threads may have waiting for the owner thread, all of a peer
 * together.
 */
final class ByteBudget {
  private final int size;
  private final Semaphore free;

  ByteBudget(int size) {
    this.size = size;
    this.free = new Semaphore(size);
  }

  /** Takes some bytes if they are free. A piece larger than the whole budget takes all of it. */
  boolean tryTake(int bytes) {
    return free.tryAcquire(costOf(bytes));
  }

  /** Takes some bytes; waits until they are free. */
  void take(int bytes) throws InterruptedException {
    free.acquire(costOf(bytes));
  }

  /** What a piece takes of the budget. */
  int costOf(int bytes) {
    return Math.min(bytes, size);
  }

  /** Gives back what some pieces cost. */
  void giveBack(int cost) {
    free.release(cost);
  }

  /** Lets everybody through from now on. */
  void open() {
    free.release(Integer.MAX_VALUE / 2);
  }
}
