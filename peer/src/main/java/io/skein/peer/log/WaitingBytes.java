package io.skein.peer.log;

import io.skein.peer.model.Batch;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Confined to the owner thread. Bounds the batches that wait for earlier ones: of one origin, and
 * of all together. What is over is dropped, the highest sequences first, and is missing again.
 */
final class WaitingBytes {
  private final LogLimits limits;
  private final Origins origins;

  /** Told how many ranges are missing more. */
  private final IntConsumer missing;

  private long bytes;

  WaitingBytes(LogLimits limits, Origins origins, IntConsumer missing) {
    this.limits = limits;
    this.missing = missing;
    this.origins = origins;
  }

  long bytes() {
    return bytes;
  }

  /** A batch waits in a lane now. */
  void parked(LaneLog lane, Batch batch) {
    OriginLog origin = origins.of(lane);
    origin.addWaiting(batch.heldSize());
    bytes += batch.heldSize();
    long most = Math.max(limits.maxWaitingBytes(), batch.heldSize());
    while (origin.waitingBytes() > most && drop(origin, List.of(lane))) {}
    if (bytes > Math.max(limits.origins().waitingBytes(), batch.heldSize())) {
      // Half of the heaviest goes at once: looking for it takes time.
      OriginLog heaviest = heaviest(origin);
      long half = heaviest.waitingBytes() / 2;
      while (heaviest.waitingBytes() > half && drop(heaviest, heaviest.lanes())) {}
    }
  }

  private OriginLog heaviest(OriginLog any) {
    OriginLog heaviest = any;
    for (OriginLog each : origins.tracked()) {
      heaviest = each.waitingBytes() > heaviest.waitingBytes() ? each : heaviest;
    }
    return heaviest;
  }

  private boolean drop(OriginLog origin, List<LaneLog> lanes) {
    for (LaneLog lane : lanes) {
      int before = lane.window().missingRanges();
      Batch dropped = lane.dropHighestWaiting();
      if (dropped != null) {
        origin.addWaiting(-dropped.heldSize());
        bytes -= dropped.heldSize();
        missing.accept(lane.window().missingRanges() - before);
        return true;
      }
    }
    return false;
  }

  /** A batch of a lane waits no longer. */
  void left(LaneLog lane, Batch batch) {
    origins.of(lane).addWaiting(-batch.heldSize());
    bytes -= batch.heldSize();
  }
}
