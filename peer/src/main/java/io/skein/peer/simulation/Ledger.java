package io.skein.peer.simulation;

import io.skein.peer.model.Batch;
import io.skein.peer.model.OriginLane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. All that was published in a run. */
final class Ledger {
  private final Map<OriginLane, LaneHistory> bySource = new HashMap<>();
  private final List<LaneHistory> lanes = new ArrayList<>();
  private long messages;

  /** Notes what a peer published; false if the sequences do not follow the ones before. */
  boolean note(Batch batch, int peer, long nowNanos) {
    LaneHistory lane =
        bySource.computeIfAbsent(
            batch.header().source(), source -> new LaneHistory(lanes.size(), source, peer));
    if (lane.index == lanes.size()) {
      lanes.add(lane);
    }
    messages += batch.header().count();
    return lane.add(new Published(batch, nowNanos));
  }

  @Nullable LaneHistory lane(OriginLane source) {
    return bySource.get(source);
  }

  /** All lanes, in the order of their first messages. */
  List<LaneHistory> lanes() {
    return lanes;
  }

  long messages() {
    return messages;
  }
}
