package io.skein.peer.embedded;

/** Confined to the owner thread once it is handed over. Somebody who waits for a receipt. */
final class Waiter {
  private final long from;
  private final long to;
  private final boolean relayed;
  private final ReceiptListener listener;
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
    listener.reached(sequence);
  }

  void expired(long lost) {
    listener.expired(lost);
  }

  void abandoned() {
    listener.abandoned();
  }
}
