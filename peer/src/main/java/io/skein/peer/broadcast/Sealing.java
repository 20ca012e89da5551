package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchProofs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Confined to the owner thread. Has own batches proved, as far as the network wants proofs: those
 * of one drain together, because a signature costs more than a batch.
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

  private final BatchProofs proofs;
  private final Consumer<Sealed> sink;
  private List<Sealed> waiting = new ArrayList<>();
  private boolean handingOver;

  /**
   * A sealing without batches.
   *
   * @param sink takes them, in their order; may seal others meanwhile
   */
  Sealing(BatchProofs proofs, Consumer<Sealed> sink) {
    this.proofs = proofs;
    this.sink = sink;
  }

  /** Takes a batch; hands on all that wait, if they are as many as are proved together. */
  void add(Sealed sealed) {
    waiting.add(sealed);
    if (waiting.size() >= proofs.most()) {
      flush();
    }
  }

  /** Hands on what waits. */
  void flush() {
    if (handingOver) {
      return;
    }
    handingOver = true;
    while (!waiting.isEmpty()) {
      List<Sealed> now = waiting;
      waiting = new ArrayList<>();
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
}
