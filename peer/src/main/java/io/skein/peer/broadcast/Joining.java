package io.skein.peer.broadcast;

import io.skein.peer.runtime.EventLoop;

/**
 * Confined to the owner thread. Whether this peer has come just now. What was published before it
 * came is not missed; but once it has compared with its first neighbours, a lane that it never
 * heard of is one that it was cut off from: it starts at 1, so that what has left the neighbours'
 * logs meanwhile is reported lost.
 */
final class Joining {
  private final EventLoop loop;
  private boolean compared;
  private long comparedNanos;

  Joining(EventLoop loop) {
    this.loop = loop;
  }

  boolean isOn() {
    return !compared || loop.nanoTime() - comparedNanos < WatermarkExchange.PERIOD.toNanos();
  }

  /** A neighbour has told all that it has. */
  void compared() {
    if (!compared) {
      compared = true;
      comparedNanos = loop.nanoTime();
    }
  }
}
