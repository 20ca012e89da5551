package io.skein.peer.compression;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Confined to the owner thread. Compresses what this peer has sealed, before anybody has seen it:
 * batches of the wished types, if that saves a tenth. A type that does not shrink is tried again
 * only now and then, so that random bytes cost next to nothing.
 */
public final class Packing implements UnaryOperator<Batch> {
  private static final int MAX_TYPES = 10_000;
  private static final int MOST_SKIPPED = 64;
  private static final int LEAST_SAVED = 10;

  private final CompressionConfig config;
  private final BooleanSupplier everybodyTakes;
  private final Map<MessageType, Tries> types = new HashMap<>();
  private long bytesBefore;
  private long bytesAfter;
  private long declined;

  /**
   * A packing that nothing went through.
   *
   * @param everybodyTakes whether all known peers can expand it
   */
  public Packing(CompressionConfig config, BooleanSupplier everybodyTakes) {
    this.config = config;
    this.everybodyTakes = everybodyTakes;
  }

  /** What is known of one type. */
  private static final class Tries {
    final boolean wanted;
    private int toSkip;
    private int step = 1;

    Tries(boolean wanted) {
      this.wanted = wanted;
    }

    boolean isDue() {
      return toSkip == 0 || toSkip-- == 0;
    }

    void saved() {
      step = 1;
    }

    void failed() {
      toSkip = step;
      step = Math.min(MOST_SKIPPED, step * 2);
    }
  }

  /** The batch that travels: a compressed one, or the very same. */
  @Override
  public Batch apply(Batch batch) {
    Compressor compressor = config.compressor();
    if (config.types().isEmpty()
        || compressor == null
        || batch.size() < config.leastBytes()
        || batch.size() > BatchHeader.MAX_EXPANDED_BYTES) {
      return batch;
    }
    Tries tries = triesOf(batch.header().type());
    if (!tries.wanted || !everybodyTakes.getAsBoolean() || !tries.isDue()) {
      return batch;
    }
    Batch packed = pack(batch, compressor);
    if (packed.header().isCompressed()) {
      tries.saved();
    } else {
      declined++;
      tries.failed();
    }
    return packed;
  }

  private Tries triesOf(MessageType type) {
    if (types.size() >= MAX_TYPES) {
      types.clear();
    }
    return types.computeIfAbsent(type, t -> new Tries(isWanted(t)));
  }

  private boolean isWanted(MessageType type) {
    for (Pattern pattern : config.types()) {
      if (pattern.matches(type)) {
        return true;
      }
    }
    return false;
  }

  private Batch pack(Batch batch, Compressor compressor) {
    byte[] messages = messagesOf(batch);
    byte[] out = new byte[messages.length - messages.length / LEAST_SAVED];
    int size = compressor.compress(messages, out);
    if (size == 0) {
      return batch;
    }
    bytesBefore += messages.length;
    bytesAfter += size;
    return PackedBatch.of(
        batch.header().expandingTo(messages.length), ByteString.copyFrom(out, 0, size));
  }

  private static byte[] messagesOf(Batch sealed) {
    try {
      return BatchCodec.body(sealed).toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a batch that was sealed here cannot be read", e);
    }
  }

  /** Bytes of messages that were compressed. */
  public long bytesBefore() {
    return bytesBefore;
  }

  /** What became of them. */
  public long bytesAfter() {
    return bytesAfter;
  }

  /** Batches for which it was tried, and would not have saved a tenth. */
  public long declined() {
    return declined;
  }
}
