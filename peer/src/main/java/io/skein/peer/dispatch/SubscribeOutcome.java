package io.skein.peer.dispatch;

import io.skein.peer.model.SequenceRange;

/** Immutable. What came of the wish to subscribe. */
public sealed interface SubscribeOutcome {
  /** It stands; {@link Subscription#begin} is still to be called. */
  record Subscribed(Subscription subscription) implements SubscribeOutcome {}

  /** There are as many as there may be. */
  record Full(int limit) implements SubscribeOutcome {}

  /** What the token asks for has left the log. */
  record TooOld(SequenceRange lost) implements SubscribeOutcome {}

  /** The peer leaves. */
  record Draining() implements SubscribeOutcome {}
}
