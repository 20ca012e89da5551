package io.skein.peer.log;

import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. The origins that are tracked, the one that published longest ago
 * first. Beyond their limit that one is forgotten: its windows go, and of each only the end is kept
 * for a while, below which everything counts as seen. So a forgotten origin goes on where it was,
 * and what it had published before is not delivered a second time.
 */
final class Origins {
  private final int most;
  private final Consumer<LaneLog> forget;
  private final LinkedHashMap<PeerId, OriginLog> tracked = new LinkedHashMap<>();
  private final LinkedHashMap<PeerId, Map<OriginLane, Long>> forgotten = new LinkedHashMap<>();
  private final Map<OriginLane, LaneLog> lanes = new HashMap<>();
  private @Nullable PeerId pinned;
  private long forgottenEver;

  /**
   * No origins.
   *
   * @param most tracked at once, and again forgotten with their ends known
   * @param forget empties a lane that is about to be forgotten: nothing of it may be missing or
   *     wait afterwards
   */
  Origins(int most, Consumer<LaneLog> forget) {
    this.most = most;
    this.forget = forget;
  }

  /** Never forgets an origin. */
  void pin(PeerId origin) {
    pinned = origin;
  }

  @Nullable LaneLog lane(OriginLane source) {
    return lanes.get(source);
  }

  Iterable<LaneLog> lanes() {
    return lanes.values();
  }

  /** The origin of a lane that is tracked. */
  OriginLog of(LaneLog lane) {
    return tracked.computeIfAbsent(lane.source().origin(), OriginLog::new);
  }

  Iterable<OriginLog> tracked() {
    return tracked.values();
  }

  boolean isTracked(PeerId origin) {
    return tracked.containsKey(origin);
  }

  int size() {
    return tracked.size();
  }

  long forgottenEver() {
    return forgottenEver;
  }

  /** An origin published something. */
  void published(LaneLog lane) {
    PeerId origin = lane.source().origin();
    tracked.putLast(origin, of(lane));
  }

  /** Whether an epoch is older than those that are tracked. */
  boolean isOutdated(OriginLane source) {
    OriginLog origin = tracked.get(source.origin());
    return origin != null && origin.isForgotten(source.epoch());
  }

  /** Whether all below a sequence was seen of a lane that is not tracked. */
  boolean hadSeen(OriginLane source, long end) {
    Map<OriginLane, Long> ends = forgotten.get(source.origin());
    return ends != null && end <= ends.getOrDefault(source, 0L);
  }

  /** Tracks a forgotten origin again; nothing if it was not forgotten. */
  void recall(PeerId origin) {
    Map<OriginLane, Long> ends = forgotten.remove(origin);
    if (ends != null) {
      ends.forEach(this::open);
    }
  }

  /** Begins to track a lane, of which {@code next} is expected first. */
  LaneLog open(OriginLane source, long next) {
    OriginLog origin = tracked.computeIfAbsent(source.origin(), OriginLog::new);
    LaneLog lane = origin.open(source.epoch(), source.lane(), next);
    lanes.put(source, lane);
    for (LaneLog old : origin.forget()) {
      forget.accept(old);
      lanes.remove(old.source());
    }
    while (tracked.size() > most) {
      forgetEldest();
    }
    return lane;
  }

  private void forgetEldest() {
    Map.Entry<PeerId, OriginLog> eldest = tracked.firstEntry();
    if (eldest.getKey().equals(pinned)) {
      tracked.putLast(eldest.getKey(), eldest.getValue());
      eldest = tracked.firstEntry();
    }
    Map<OriginLane, Long> ends = new HashMap<>();
    for (LaneLog lane : eldest.getValue().lanes()) {
      forget.accept(lane);
      ends.put(lane.source(), lane.window().end());
      lanes.remove(lane.source());
    }
    tracked.remove(eldest.getKey());
    forgottenEver++;
    remember(eldest.getKey(), ends);
  }

  private void remember(PeerId origin, Map<OriginLane, Long> ends) {
    forgotten.put(origin, Map.copyOf(ends));
    Iterator<PeerId> oldest = forgotten.keySet().iterator();
    while (forgotten.size() > most) {
      oldest.next();
      oldest.remove();
    }
  }

  /** How far the forgotten origins had come: for each lane the sequence that comes next. */
  List<Map<OriginLane, Long>> forgottenEnds() {
    return List.copyOf(forgotten.values());
  }
}
