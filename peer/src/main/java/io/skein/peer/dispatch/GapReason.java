package io.skein.peer.dispatch;

/** Why a subscriber will not get messages. */
public enum GapReason {
  /** They left the log first. */
  EVICTED,
  /** They never reached this peer. */
  NEVER_ARRIVED,
  /** The policy skipped them. */
  DROPPED_OLDEST,
  /** They came in a batch that does not hold what its origin said. */
  UNREADABLE
}
