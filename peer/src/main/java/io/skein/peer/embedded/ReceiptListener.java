package io.skein.peer.embedded;

/**
 * Told once how far some messages came; must not block. On the owner thread, but the end may be
 * told on a thread that publishes.
 */
public interface ReceiptListener {
  /**
   * All of them have the receipt.
   *
   * @param sequence number of the last one; 0 if everything was asked after
   */
  void reached(long sequence);

  /** One of them left the log before any neighbour had it. */
  void expired(long sequence);

  /** The peer was closed first. */
  void abandoned();
}
