package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.model.PeerId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Confined to the owner thread. A trace that began here: makes steps of the reports. */
final class OwnTrace {
  /** Peers whose reports are taken: two directories full. */
  private static final int MAX_PEERS = 10_000;

  private final long startedNanos;
  private final Consumer<TraceStep> listener;

  /**
   * A peer that was reached.
   *
   * @param arrivedMicros since the publishing
   * @param wayBackMicros how long a report takes from it to here, over links only
   */
  private record Reached(long arrivedMicros, long wayBackMicros) {}

  private static final Reached START = new Reached(0, 0);

  private final Map<PeerId, Reached> reached = new HashMap<>();

  OwnTrace(PeerId self, long startedNanos, Consumer<TraceStep> listener) {
    this.startedNanos = startedNanos;
    this.listener = listener;
    reached.put(self, START);
  }

  long startedNanos() {
    return startedNanos;
  }

  /**
   * A report arrived. Those of one branch arrive in their order; should the one before be lost, its
   * way counts as nothing. Round trips are smoothed, so that an estimate may be too early: no peer
   * is reached before the one that it was reached from.
   */
  void report(TraceReport report, long nowNanos) {
    if (reached.containsKey(report.peer()) || reached.size() > MAX_PEERS) {
      return;
    }
    Reached before = reached.getOrDefault(report.from(), START);
    long wayBack = before.wayBackMicros() + report.linkMicros();
    long roundTrip = TimeUnit.NANOSECONDS.toMicros(nowNanos - startedNanos);
    long arrived = Math.max(before.arrivedMicros(), roundTrip - wayBack);
    reached.put(report.peer(), new Reached(arrived, wayBack));
    listener.accept(new TraceStep(report, arrived, roundTrip));
  }
}
