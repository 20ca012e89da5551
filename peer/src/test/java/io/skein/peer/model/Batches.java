package io.skein.peer.model;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stateless. Batches for tests: message n of a batch has its sequence as the start of its text. */
public final class Batches {
  private Batches() {}

  /** A lane of a peer that is known by a name. */
  public static OriginLane lane(String origin, long epoch) {
    return new OriginLane(peer(origin), epoch, Lane.NORMAL);
  }

  public static PeerId peer(String name) {
    return PeerId.of(Hashing.sha256().hashString(name, StandardCharsets.UTF_8).asBytes());
  }

  public static Batch batch(OriginLane source, long first, int count, String type, int padding) {
    BatchHeader header = new BatchHeader(source, first, count, new MessageType(type), 1);
    List<ByteString> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(first + i + "x".repeat(padding)));
    }
    return BatchCodec.encode(header, messages);
  }

  /** A message in wire form, with its tag. */
  public static ByteString message(String payload) {
    return MessageBatch.newBuilder()
        .addMessages(Message.newBuilder().setPayload(ByteString.copyFromUtf8(payload)))
        .build()
        .toByteString();
  }
}
