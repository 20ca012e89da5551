package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. The neighbours (HyParView: active view). */
final class ActiveView {
  private final Map<PeerId, Neighbour> neighbours = new LinkedHashMap<>();
  private final RandomGenerator random;

  ActiveView(RandomGenerator random) {
    this.random = random;
  }

  void add(Neighbour neighbour) {
    neighbours.put(neighbour.record().id(), neighbour);
  }

  @Nullable Neighbour remove(PeerId id) {
    return neighbours.remove(id);
  }

  @Nullable Neighbour get(PeerId id) {
    return neighbours.get(id);
  }

  boolean contains(PeerId id) {
    return neighbours.containsKey(id);
  }

  Collection<Neighbour> all() {
    return neighbours.values();
  }

  int size() {
    return neighbours.size();
  }

  boolean isEmpty() {
    return neighbours.isEmpty();
  }

  /** Whether there is a neighbour whose link stands for good. */
  boolean isAnyUp() {
    return neighbours.values().stream().anyMatch(Neighbour::isUp);
  }

  /** How many links this peer opened itself. */
  int dialled() {
    return (int) neighbours.values().stream().filter(Neighbour::isDialled).count();
  }

  /** Whether a neighbour is one of the two that this peer dialled first. */
  boolean isOldOfOurs(Neighbour neighbour) {
    return neighbours.values().stream()
        .filter(Neighbour::isDialled)
        .limit(Degrees.MIN_DIALLED)
        .anyMatch(neighbour::equals);
  }

  /** Any neighbour but some; null if there is none. */
  @Nullable PeerId any(Set<PeerId> except) {
    List<PeerId> ids = new ArrayList<>(neighbours.keySet());
    ids.removeAll(except);
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }

  /** Records of some neighbours. */
  List<PeerRecord> sample(int atMost) {
    List<PeerRecord> records = new ArrayList<>();
    neighbours.values().forEach(neighbour -> records.add(neighbour.record()));
    Collections.shuffle(records, random);
    return records.subList(0, Math.min(atMost, records.size()));
  }
}
