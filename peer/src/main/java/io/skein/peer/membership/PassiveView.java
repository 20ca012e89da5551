package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Peers to link when a neighbour is lost (HyParView: passive view):
 * at most 30, a new one in place of a random one.
 */
final class PassiveView {
  static final int MAX = 30;

  private final List<PeerRecord> records = new ArrayList<>();
  private final RandomGenerator random;

  PassiveView(RandomGenerator random) {
    this.random = random;
  }

  /** Adds a peer, or takes its newer record. */
  void add(PeerRecord record) {
    int known = indexOf(record.id());
    if (known >= 0) {
      if (record.isNewerThan(records.get(known))) {
        records.set(known, record);
      }
    } else if (records.size() < MAX) {
      records.add(record);
    } else {
      records.set(random.nextInt(MAX), record);
    }
  }

  /** Removes a peer; null if it was not in. */
  @Nullable PeerRecord remove(PeerId id) {
    int known = indexOf(id);
    return known < 0 ? null : records.remove(known);
  }

  boolean contains(PeerId id) {
    return indexOf(id) >= 0;
  }

  List<PeerRecord> all() {
    return List.copyOf(records);
  }

  int size() {
    return records.size();
  }

  /** Some of them, in random order. */
  List<PeerRecord> sample(int atMost) {
    List<PeerRecord> mixed = new ArrayList<>(records);
    Collections.shuffle(mixed, random);
    return mixed.subList(0, Math.min(atMost, mixed.size()));
  }

  private int indexOf(PeerId id) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }
}
