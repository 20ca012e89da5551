package io.skein.peer.broadcast;

import java.util.Map;

/** Bounds of spreading batches; see {@code docs/limits.md}. Stateless. */
public final class BroadcastLimits {
  private BroadcastLimits() {}

  /** Those that nobody sets, in pieces, bytes or seconds, by the name that metrics show. */
  public static Map<String, Long> fixed() {
    return Map.of(
        "batch_size", (long) Batcher.BATCH_BYTES,
        "max_waiting_requests", FairTurns.MOST_WAITING_BYTES,
        "max_hops", (long) Broadcast.MAX_HOPS,
        "max_asked_ranges", (long) PullAnswers.MAX_RANGES,
        "max_traces", (long) Traces.MAX_REMEMBERED);
  }
}
