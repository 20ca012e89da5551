package io.skein.peer.embedded;

import com.google.protobuf.ByteString;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.model.Batch;

/** Immutable. What a subscription inside the process is told, in its order. */
public sealed interface Event {
  /** It stands, and would go on with this token. */
  record Subscribed(ByteString resumeToken) implements Event {}

  /** Messages, and their place in the log. */
  record Messages(Batch batch, long position) implements Event {}

  /** Messages that will not come. */
  record Lost(Gap gap) implements Event {}

  /** What was in the log at the start has come. */
  record CaughtUp() implements Event {}

  /** Whoever has processed everything before this can go on with the token. */
  record Checkpoint(ByteString resumeToken) implements Event {}

  /** The subscriber was too slow for its policy; the last event. */
  record TooSlow(long lagBytes) implements Event {}

  /** The peer leaves; the last event. */
  record Draining() implements Event {}
}
