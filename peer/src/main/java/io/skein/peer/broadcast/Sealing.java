package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.Lane;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Has own batches proved, as far as the network wants proofs: those
 * of one drain together, because a signature costs more than a batch. Drains that hold full batches
 * follow each other so quickly that several share one signature; a smaller one waits for nobody,
 * nor does one with something urgent.
 */
final class Sealing {
  /**
   * A batch of this peer's own.
   *
   * @param trace id of the trace, or empty
   */
  record Sealed(Batch batch, List<Batcher.Share> shares, ByteString trace) {
    private Sealed with(Batch proved) {
      return new Sealed(proved, shares, trace);
    }
  }

  /** From one signature to the next while batches are full. */
  private static final Duration PACE = Duration.ofMillis(4);

  private final BatchProofs proofs;
  private final EventLoop loop;
  private final Consumer<Sealed> sink;
  private final Runnable requestBurst;
  private List<Sealed> waiting = new ArrayList<>();
  private long waitingBytes;
  private boolean urgent;
  private long nextNanos;
  private EventLoop.@Nullable Timer timer;
  private boolean handingOver;

  /**
   * A sealing without batches.
   *
   * @param requestBurst leads to {@link #drained}
   * @param sink takes them, in their order; may seal others meanwhile
   */
  Sealing(BatchProofs proofs, EventLoop loop, Runnable requestBurst, Consumer<Sealed> sink) {
    this.proofs = proofs;
    this.loop = loop;
    this.requestBurst = requestBurst;
    this.sink = sink;
    nextNanos = loop.nanoTime();
  }

  /** Takes a batch; hands on all that wait, if they are as many as are proved together. */
  void add(Sealed sealed) {
    waiting.add(sealed);
    waitingBytes += sealed.batch().size();
    urgent |= sealed.batch().header().source().lane() == Lane.URGENT;
    if (waiting.size() >= proofs.most()) {
      flush();
    }
  }

  /** A drain has ended: hands on what waits, unless more is about to come that can share. */
  void drained() {
    long early = nextNanos - loop.nanoTime();
    if (early <= 0 || urgent || waitingBytes < Batcher.BATCH_BYTES) {
      flush();
    } else if (timer == null) {
      timer = loop.schedule(Duration.ofNanos(early), requestBurst);
    }
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Hands on what waits. */
  void flush() {
    close();
    if (handingOver) {
      return;
    }
    handingOver = true;
    while (!waiting.isEmpty()) {
      List<Sealed> now = waiting;
      waiting = new ArrayList<>();
      waitingBytes = 0;
      urgent = false;
      nextNanos = loop.nanoTime() + PACE.toNanos();
      for (int from = 0; from < now.size(); from += proofs.most()) {
        handOver(now.subList(from, Math.min(now.size(), from + proofs.most())));
      }
    }
    handingOver = false;
  }

  private void handOver(List<Sealed> together) {
    List<Batch> proved = proofs.prove(together.stream().map(Sealed::batch).toList());
    for (int i = 0; i < proved.size(); i++) {
      sink.accept(together.get(i).with(proved.get(i)));
    }
  }

  /** Ends the timer. */
  void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
