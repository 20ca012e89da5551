package io.skein.peer.dispatch;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;

/**
 * The app's end of a subscription; used on the owner thread only, and only while it is ready, but
 * for ends.
 */
public interface SubscriptionSink {
  /**
   * Whether it takes more now; if not, {@link Subscription#ready()} is called when it does again.
   */
  boolean isReady();

  /** The subscription stands. */
  void subscribed(ByteString resumeToken);

  /** Messages. */
  void batch(Batch batch, long position);

  /** Messages that will not come. */
  void gap(Gap gap);

  /** What was in the log at the start has been sent. */
  void caughtUp();

  /** Where the subscription stands. */
  void checkpoint(ByteString resumeToken);

  /** The subscriber is too slow for its policy; ends the call. */
  void tooSlow(long lagBytes);

  /** The peer leaves; ends the call. */
  void draining();
}
