package io.skein.peer.bench.client;

import org.jspecify.annotations.Nullable;

/** What a {@link PublishCall} publishes; called on the app loop. */
public interface PublishSource {
  /**
   * The next request, whose bytes are taken before this is called again; null if there is nothing
   * to send now. Whoever returned null calls {@link PublishCall#pull()} when that has changed.
   */
  @Nullable PublishBytes next();

  /** Receipts grew to these cumulative counts of messages. */
  void receipts(long accepted, long relayed);

  /** The call ended; {@code failure} is null if it ended with OK. */
  void closed(@Nullable String failure);
}
