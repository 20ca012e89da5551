package io.skein.peer;

import io.skein.peer.embedded.Delivery;

/** Thread-safe. A subscription of this process, open until it or the peer is closed. */
public final class Subscription implements AutoCloseable {
  private final Delivery delivery;

  Subscription(Delivery delivery) {
    this.delivery = delivery;
  }

  /**
   * Stops the listener, after the batch that it reads now: at most 16 KiB of small messages, or one
   * larger message. What comes meanwhile waits in the log, within its bounds; what leaves it first
   * becomes a gap. For listeners that must not block; others just take their time.
   */
  public void pause() {
    delivery.pause();
  }

  /** Goes on. */
  public void resume() {
    delivery.resume();
  }

  /** Whether it has ended. */
  public boolean isClosed() {
    return delivery.isClosed();
  }

  /**
   * Ends it. Does not wait for a call of the listener that is under way; after that one there is
   * none. Idempotent.
   */
  @Override
  public void close() {
    delivery.close();
  }
}
