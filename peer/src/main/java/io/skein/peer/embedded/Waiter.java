package io.skein.peer.embedded;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody who waits for a receipt. Confined to the owner thread once it is handed over, except for
 * the end: the thread that publishes may tell it, too.
 */
final class Waiter {
  private final long from;
  private final long to;
  private final boolean relayed;
  private final ReceiptListener listener;
  private final AtomicBoolean told = new AtomicBoolean();
  private long sequence;

  /**
   * A waiter.
   *
   * @param from the first message that it asks after, counted from 1 within its outlet
   * @param to the last one; less than {@code from} if there is none
   * @param relayed whether a neighbour must have them, or else only this peer
   */
  Waiter(long from, long to, boolean relayed, ReceiptListener listener) {
    this.from = from;
    this.to = to;
    this.relayed = relayed;
    this.listener = listener;
  }

  long to() {
    return to;
  }

  boolean wantsRelayed() {
    return relayed;
  }

  /** Whether it asks after everything, and not after one message. */
  boolean wantsAll() {
    return from != to;
  }

  boolean overlaps(long first, long last) {
    return from <= last && to >= first;
  }

  /** The last message got its number. */
  void numbered(long number) {
    sequence = number;
  }

  void reached() {
    if (isFirst()) {
      listener.reached(sequence);
    }
  }

  void expired(long lost) {
    if (isFirst()) {
      listener.expired(lost);
    }
  }

  void abandoned() {
    if (isFirst()) {
      listener.abandoned();
    }
  }

  private boolean isFirst() {
    return told.compareAndSet(false, true);
  }
}
