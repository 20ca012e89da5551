package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.runtime.EventLoop;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Confined to the owner thread. What this peer's apps publish, on its way to become batches: it is
 * gathered, compressed where that is wanted, and proved.
 */
final class OwnBatches {
  private final Batcher batcher;
  private final UnaryOperator<Batch> packing;
  private final Sealing sealing;
  private final Runnable requestBurst;
  private ByteString tracing = ByteString.EMPTY;

  /**
   * No batches yet.
   *
   * @param requestBurst leads to {@link #endBurst} after the reads at hand
   * @param sink takes what is ready to be sent
   */
  OwnBatches(
      BroadcastConfig config,
      EventLoop loop,
      Runnable requestBurst,
      Consumer<Sealing.Sealed> sink) {
    this.requestBurst = requestBurst;
    packing = config.packing();
    batcher = new Batcher(config.self(), config.epoch(), loop, this::sealed);
    sealing = new Sealing(config.proofs(), loop, requestBurst, sink);
  }

  /** Takes messages as {@link Batcher#add} does. */
  void add(Publisher publisher, Lane lane, MessageType type, ByteString run, int count) {
    batcher.add(publisher, lane, type, run, count);
    requestBurst.run();
  }

  /** Takes one message that is to be alone in its batch. */
  void addTraced(ByteString trace, Publisher publisher, MessageType type, ByteString run) {
    batcher.drain();
    batcher.add(publisher, Lane.NORMAL, type, run, 1);
    tracing = trace;
    batcher.drain();
    tracing = ByteString.EMPTY;
    requestBurst.run();
  }

  private void sealed(BatchHeader header, List<ByteString> messages, List<Batcher.Share> shares) {
    Batch batch = packing.apply(BatchCodec.encode(header, messages));
    sealing.add(new Sealing.Sealed(batch, shares, tracing));
  }

  /** Seals what was added during a burst. */
  void endBurst() {
    batcher.drain();
    sealing.drained();
  }

  /** Seals what was added so far, and hands it on before this returns. */
  void drain() {
    batcher.drain();
    sealing.flush();
  }

  /** The sequence of the next message of each lane. */
  List<Long> next() {
    return batcher.next();
  }

  /** Whether all that was sealed was handed on. */
  boolean isEmpty() {
    return sealing.isEmpty();
  }

  /** Ends the timer. */
  void close() {
    sealing.close();
  }
}
