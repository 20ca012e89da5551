package io.skein.peer.cli;

import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Message;

/** Writes what a subscription brings; confined to the thread that reads it. Does not flush. */
sealed interface SubscriptionOutput permits TextOutput, RawOutput, JsonOutput {
  /** A message; {@code sequence} is its own, not its batch's. */
  void message(BatchHeader header, long sequence, Message message);

  /** Messages that will not come. */
  void gap(Gap gap);
}
