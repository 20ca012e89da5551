package io.skein.peer.bench.client;

import io.skein.proto.app.v1.Gap;
import org.jspecify.annotations.Nullable;

/** What a {@link SubscribeCall} delivers; called on the app loop. */
public interface Deliveries {
  /** The subscription stands. */
  void subscribed();

  /** A response begins that arrived at {@code nanos} of {@link System#nanoTime()}. */
  void arrived(long nanos);

  /**
   * One message. Its bytes are valid during the call only.
   *
   * @param bytes holds the message
   * @param payloadFrom first byte of the payload
   * @param payloadTo end of the payload, exclusive
   * @param headersFrom where {@link MessageHeaders} begins to read
   * @param headersTo end of the message, exclusive
   */
  void message(byte[] bytes, int payloadFrom, int payloadTo, int headersFrom, int headersTo);

  /** Messages that will not come. */
  void gap(Gap gap);

  /** The call ended; {@code failure} is null if this side ended it. */
  void closed(@Nullable String failure);
}
