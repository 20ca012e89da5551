package io.skein.peer.dispatch;

/**
 * Confined to the owner thread. Exact counts of messages since the start, once for each
 * subscription.
 */
public final class DispatchCounters {
  long delivered;
  long reportedLost;

  /** Handed to subscriptions. */
  public long delivered() {
    return delivered;
  }

  /** Reported to subscriptions as gaps. */
  public long reportedLost() {
    return reportedLost;
  }
}
