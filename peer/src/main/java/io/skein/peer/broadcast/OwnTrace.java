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

  /** How long a report takes from a peer to here, over links only. */
  private final Map<PeerId, Long> wayBackMicros = new HashMap<>();

  OwnTrace(PeerId self, long startedNanos, Consumer<TraceStep> listener) {
    this.startedNanos = startedNanos;
    this.listener = listener;
    wayBackMicros.put(self, 0L);
  }

  long startedNanos() {
    return startedNanos;
  }

  /**
   * A report arrived. Those of one branch arrive in their order; should the one before be lost, its
   * way counts as nothing.
   */
  void report(TraceReport report, long nowNanos) {
    if (wayBackMicros.containsKey(report.peer()) || wayBackMicros.size() > MAX_PEERS) {
      return;
    }
    long wayBack = wayBackMicros.getOrDefault(report.from(), 0L) + report.linkMicros();
    wayBackMicros.put(report.peer(), wayBack);
    long roundTrip = TimeUnit.NANOSECONDS.toMicros(nowNanos - startedNanos);
    listener.accept(new TraceStep(report, Math.max(0, roundTrip - wayBack), roundTrip));
  }
}
