package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.broadcast.Publisher;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Confined to the test's thread. All that was published, by id, and what came of its receipts. */
final class History {
  /** A message that was accepted. */
  record Published(MessageType type, String app, ByteString payload) {}

  private final Map<OriginLane, Map<Long, Published>> lanes = new HashMap<>();
  private final Map<OriginLane, Set<Long>> open = new HashMap<>();
  private long messages;

  /** One app's messages of one lane and type. */
  private final class Source implements Publisher {
    private final String app;
    private final ArrayDeque<ByteString> sent = new ArrayDeque<>();

    Source(String app) {
      this.app = app;
    }

    @Override
    public String app() {
      return app;
    }

    @Override
    public void accepted(BatchHeader batch, long first, int count) {
      for (long sequence = first; sequence < first + count; sequence++) {
        Published message = new Published(batch.type(), app, sent.remove());
        Published before =
            lanes.computeIfAbsent(batch.source(), s -> new TreeMap<>()).put(sequence, message);
        assertThat(before).as("sequence used twice").isNull();
        open.computeIfAbsent(batch.source(), s -> new HashSet<>()).add(sequence);
      }
    }

    @Override
    public void relayed(BatchHeader batch, long first, int count) {
      settled(batch, first, count);
    }

    @Override
    public void expired(BatchHeader batch, long first, int count) {
      settled(batch, first, count);
    }

    private void settled(BatchHeader batch, long first, int count) {
      Set<Long> waiting = open.getOrDefault(batch.source(), Set.of());
      for (long sequence = first; sequence < first + count; sequence++) {
        assertThat(waiting.remove(sequence)).as("receipt came once").isTrue();
      }
    }
  }

  private record Key(String peer, String app, Lane lane, String type) {}

  private final Map<Key, Source> sources = new HashMap<>();

  /** Publishes one message, padded to a size. */
  void publish(VirtualPeer peer, String app, Lane lane, String type, int bytes) {
    Source source =
        sources.computeIfAbsent(new Key(peer.name, app, lane, type), k -> new Source(app));
    String text = "%s %s %s %s %d ".formatted(peer.name, app, lane, type, ++messages);
    ByteString payload =
        ByteString.copyFromUtf8(text + "x".repeat(Math.max(0, bytes - text.length())));
    source.sent.add(payload);
    ByteString run =
        MessageBatch.newBuilder()
            .addMessages(Message.newBuilder().setPayload(payload))
            .build()
            .toByteString();
    peer.core.broadcast.publish(source, lane, new MessageType(type), run, 1);
  }

  Map<OriginLane, Map<Long, Published>> lanes() {
    return lanes;
  }

  /** How many messages have neither been relayed nor expired. */
  long waitingForReceipts() {
    return open.values().stream().mapToLong(Set::size).sum();
  }
}
