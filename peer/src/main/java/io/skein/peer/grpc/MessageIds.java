package io.skein.peer.grpc;

import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import io.skein.proto.app.v1.MessageId;

/** Stateless. Message ids as apps see them. */
final class MessageIds {
  private MessageIds() {}

  static MessageId of(BatchHeader batch, long sequence) {
    return of(batch.source(), sequence);
  }

  static MessageId of(OriginLane source, long sequence) {
    return MessageId.newBuilder()
        .setOrigin(source.origin().bytes())
        .setEpoch(source.epoch())
        .setLaneValue(source.lane().number())
        .setSequence(sequence)
        .build();
  }
}
