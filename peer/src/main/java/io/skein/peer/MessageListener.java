package io.skein.peer;

/**
 * What a subscription tells; its methods are called one after the other, in the order of what they
 * tell, and each sees what the earlier ones wrote. By which thread: see {@link SubscribeOptions#on}
 * and {@link SubscribeOptions#onPeerThread}. One that is slow, or blocks, lags in the log and costs
 * others nothing. One that throws ends its subscription; that is logged.
 */
@FunctionalInterface
public interface MessageListener {
  /** A message. At most once; for each publisher, lane and type in the order of publishing. */
  void onMessage(Message message);

  /** Messages that will not come; told in their place. */
  default void onGap(Gap gap) {}

  /** Everything that was in the log at the start has been delivered; live from here on. */
  default void onCaughtUp() {}

  /**
   * Where the subscription stands: at its start, and about every second if something changed.
   *
   * @param resumeToken opaque; whoever has processed everything before this call can resume with
   *     it, at this peer or at another one of the network
   */
  default void onCheckpoint(byte[] resumeToken) {}

  /**
   * The subscription ended, and not by {@link Subscription#close()}; the last call. The last token
   * of {@link #onCheckpoint} resumes it.
   *
   * @param end why
   */
  default void onEnd(End end) {}

  /** Why a subscription ended. */
  enum End {
    /** It was too far behind for {@link SubscribeOptions#disconnect}. */
    TOO_SLOW,
    /** The peer is shutting down. */
    PEER_CLOSED
  }
}
