package io.skein.peer.runtime;

import java.time.Duration;

/**
 * Confined to the owner thread. Lets one slow reader hold the publishers back, but not for long:
 * who is over its mark for 250 ms counts as behind, and holds nobody back until it is under its
 * mark again.
 */
public final class Patience {
  private static final long NANOS = Duration.ofMillis(250).toNanos();

  private boolean over;
  private long overSinceNanos;

  /**
   * Whether the publishers are to wait for this reader now.
   *
   * @param isOver whether it is over its mark now
   */
  public boolean holdsBack(boolean isOver, long nowNanos) {
    if (isOver && !over) {
      overSinceNanos = nowNanos;
    }
    over = isOver;
    return isOver && nowNanos - overSinceNanos < NANOS;
  }
}
