package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Peers that were there and are not any more, and did not say that
 * they leave: the way back after a partition that outlasts the directory. The 30 newest, for 24 h;
 * taken in turn.
 */
final class LostPeers {
  static final int MAX = 30;
  private static final long LIFE_NANOS = Duration.ofHours(24).toNanos();

  /** The one that was not taken for longest first. */
  private final Map<PeerId, Entry> entries = new LinkedHashMap<>();

  private record Entry(PeerRecord record, long lostAtNanos) {}

  /** Adds a neighbour that was lost, in place of the one lost first if there are 30. */
  void add(PeerRecord record, long nowNanos) {
    if (!entries.containsKey(record.id()) && entries.size() >= MAX) {
      removeOldest();
    }
    entries.put(record.id(), new Entry(record, nowNanos));
  }

  /** Adds a peer that was heard of and did not answer; it displaces nobody. */
  void addIfRoom(PeerRecord record, long nowNanos) {
    if (entries.size() < MAX) {
      entries.putIfAbsent(record.id(), new Entry(record, nowNanos));
    }
  }

  private void removeOldest() {
    PeerId oldest = null;
    long lostAt = 0;
    for (Entry entry : entries.values()) {
      if (oldest == null || entry.lostAtNanos() - lostAt < 0) {
        oldest = entry.record().id();
        lostAt = entry.lostAtNanos();
      }
    }
    entries.remove(oldest);
  }

  /** Forgets a peer; false if it was not in. */
  boolean remove(PeerId id) {
    return entries.remove(id) != null;
  }

  /** The next one that fulfils a condition; its next turn comes after all others'. */
  @Nullable PeerRecord next(long nowNanos, Predicate<PeerRecord> condition) {
    entries.values().removeIf(entry -> nowNanos - entry.lostAtNanos() > LIFE_NANOS);
    for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (condition.test(entry.record())) {
        all.remove();
        entries.put(entry.record().id(), entry);
        return entry.record();
      }
    }
    return null;
  }

  List<PeerRecord> all() {
    List<PeerRecord> all = new ArrayList<>();
    entries.values().forEach(entry -> all.add(entry.record()));
    return all;
  }
}
