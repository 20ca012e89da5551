package io.skein.peer.dispatch;

/** What happens to a subscriber that reads too slowly. */
public enum SlowPolicy {
  /** It gets everything that is still in the log; the rest becomes a gap. */
  CATCH_UP,
  /** The oldest above its lag limit are skipped, as a gap. */
  DROP_OLDEST,
  /** The subscription ends when it is over its lag limit. */
  DISCONNECT
}
