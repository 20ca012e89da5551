package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.model.OriginLane;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Confined to the owner thread. Where lanes begin for a peer that has just come, as its neighbours
 * say: of several, the lowest counts. So one that lies can have more of the past reported as
 * missed, as far as it was published, but hide nothing that another one has.
 */
final class Beginnings {
  static final int MOST = 32_768;
  static final int MOST_OF_ONE = 16_384;

  private final Map<OriginLane, Long> lowest = new HashMap<>();
  private final IdentityHashMap<Link, Integer> told = new IdentityHashMap<>();

  /** A neighbour has nothing of a lane before a sequence. */
  void told(Link link, OriginLane source, long oldest) {
    if (lowest.computeIfPresent(source, (lane, before) -> Math.min(before, oldest)) == null
        && lowest.size() < MOST
        && told.merge(link, 1, Integer::sum) <= MOST_OF_ONE) {
      lowest.put(source, oldest);
    }
  }

  /** Where a lane begins that is opened now; 1 if nobody said anything. */
  long open(OriginLane source) {
    Long oldest = lowest.remove(source);
    return oldest == null ? 1 : oldest;
  }

  void closed(Link link) {
    told.remove(link);
  }
}
