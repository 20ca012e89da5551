package io.skein.peer.log;

import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

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

  /** Whether an epoch is older than the two that are kept. */
  boolean isForgotten(long epoch) {
    return epochs.size() >= EPOCHS && epoch < epochs.firstKey();
  }

  /** Opens a lane that expects {@code next} first. */
  LaneLog open(long epoch, Lane lane, long next) {
    LaneLog opened = new LaneLog(new OriginLane(origin, epoch, lane), next);
    epochs.computeIfAbsent(epoch, e -> new LaneLog[Lane.values().length])[lane.ordinal()] = opened;
    return opened;
  }

  /** All lanes that are tracked. */
  List<LaneLog> lanes() {
    return epochs.values().stream().flatMap(Arrays::stream).filter(Objects::nonNull).toList();
  }

  /** Takes out the lanes of the oldest epoch, if there are more than two epochs. */
  List<LaneLog> forget() {
    List<LaneLog> forgotten = new ArrayList<>();
    if (epochs.size() > EPOCHS) {
      for (LaneLog lane : epochs.pollFirstEntry().getValue()) {
        if (lane != null) {
          forgotten.add(lane);
        }
      }
    }
    return forgotten;
  }

  long waitingBytes() {
    return waitingBytes;
  }

  void addWaiting(int bytes) {
    waitingBytes += bytes;
  }
}
