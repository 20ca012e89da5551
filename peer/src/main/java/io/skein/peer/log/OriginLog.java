package io.skein.peer.log;

import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. The lanes of one origin's two newest epochs, and what they keep
 * waiting together.
 */
final class OriginLog {
  private static final int EPOCHS = 2;

  private final PeerId origin;
  private final TreeMap<Long, LaneLog[]> epochs = new TreeMap<>();
  private long waitingBytes;

  OriginLog(PeerId origin) {
    this.origin = origin;
  }

  /** The lane of an epoch; null if nothing was seen of it. */
  @Nullable LaneLog lane(long epoch, Lane lane) {
    LaneLog[] lanes = epochs.get(epoch);
    return lanes == null ? null : lanes[lane.ordinal()];
  }

  /** Whether an epoch is older than the two that are kept. */
  boolean isForgotten(long epoch) {
    return epochs.size() >= EPOCHS && epoch < epochs.firstKey();
  }

  /**
   * Opens a lane that expects {@code next} first. Forgets the oldest epoch if there are more than
   * two then.
   */
  LaneLog open(long epoch, Lane lane, long next) {
    LaneLog opened = new LaneLog(new OriginLane(origin, epoch, lane), next);
    epochs.computeIfAbsent(epoch, e -> new LaneLog[Lane.values().length])[lane.ordinal()] = opened;
    if (epochs.size() > EPOCHS) {
      for (LaneLog forgotten : epochs.pollFirstEntry().getValue()) {
        if (forgotten != null) {
          forgotten.waiting().forEach(waiting -> waitingBytes -= waiting.size());
        }
      }
    }
    return opened;
  }

  List<LaneLog> lanes() {
    List<LaneLog> all = new ArrayList<>();
    for (LaneLog[] lanes : epochs.values()) {
      for (LaneLog lane : lanes) {
        if (lane != null) {
          all.add(lane);
        }
      }
    }
    return all;
  }

  long waitingBytes() {
    return waitingBytes;
  }

  void addWaiting(int bytes) {
    waitingBytes += bytes;
  }
}
