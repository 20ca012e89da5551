package io.skein.peer.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.Expansions;
import io.skein.peer.compression.Packing;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Compresses and expands batches of one size; confined to the thread that runs it. */
final class CompressionRun {
  private static final int PEER_ID_BYTES = 32;
  private static final OriginLane SOURCE =
      new OriginLane(PeerId.of(new byte[PEER_ID_BYTES]), 1, Lane.NORMAL);

  private final CompressionConfig config;
  private final int messageBytes;
  private final int batchBytes;
  private final long messages;

  CompressionRun(CompressionConfig config, int messageBytes, int batchBytes, long messages) {
    this.config = config;
    this.messageBytes = messageBytes;
    this.batchBytes = batchBytes;
    this.messages = messages;
  }

  /** Goes through the content again and again, and measures all but the first time. */
  CompressionResult measure(String payload, byte[] content) {
    List<Batch> sealed = batches(payload, content);
    Packing packing = new Packing(config, () -> true);
    Expansions expansions = new Expansions(config.compressor());
    List<Batch> packed = new ArrayList<>();
    sealed.forEach(batch -> packed.add(packing.apply(batch)));
    expand(packed, expansions, 0);
    long compressNanos = 0;
    long expandNanos = 0;
    long counted = 0;
    long before = 0;
    long after = 0;
    while (counted < messages) {
      long start = cpuNanos();
      for (int i = 0; i < packed.size(); i++) {
        packed.set(i, packing.apply(sealed.get(i)));
      }
      long middle = cpuNanos();
      expand(packed, expansions, counted);
      compressNanos += middle - start;
      expandNanos += cpuNanos() - middle;
      counted += sealed.stream().mapToLong(batch -> batch.header().count()).sum();
      before += sealed.stream().mapToLong(Batch::size).sum();
      after += packed.stream().mapToLong(Batch::size).sum();
    }
    return new CompressionResult(
        payload, batchBytes, counted, before, after, compressNanos, expandNanos);
  }

  /** Positions differ, so that no batch is found expanded. */
  private static void expand(List<Batch> packed, Expansions expansions, long round) {
    try {
      long position = round << Integer.SIZE;
      for (Batch batch : packed) {
        expansions.expanded(batch, position++);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was compressed here does not expand", e);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private List<Batch> batches(String type, byte[] content) {
    int perBatch = batchBytes / messageBytes;
    List<Batch> batches = new ArrayList<>();
    List<ByteString> messages = new ArrayList<>();
    for (int from = 0; from + messageBytes <= content.length; from += messageBytes) {
      messages.add(message(ByteString.copyFrom(content, from, messageBytes)));
      if (messages.size() == perBatch) {
        BatchHeader header = new BatchHeader(SOURCE, 1, perBatch, new MessageType(type), 1);
        batches.add(BatchCodec.encode(header, messages));
        messages.clear();
      }
    }
    return batches;
  }

  private static ByteString message(ByteString payload) {
    return MessageBatch.newBuilder()
        .addMessages(Message.newBuilder().setPayload(payload))
        .build()
        .toByteString();
  }
}
