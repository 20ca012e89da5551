package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Records by peer, when each peer was last heard of, and whether its
 * record has come on its way through the whole network. Open addressing with linear probing: 16 to
 * 32 bytes a record where a map of objects takes 80, because a simulated network holds tens of
 * millions; a random record is one random slot away.
 */
final class RecordTable {
  private static final int LEAST_SLOTS = 16;

  private @Nullable PeerRecord[] records = new PeerRecord[LEAST_SLOTS];

  /** Seconds, times two, and one if the record was spread. */
  private int[] heard = new int[LEAST_SLOTS];

  private int size;

  int size() {
    return size;
  }

  @Nullable PeerRecord get(PeerId id) {
    return records[slot(id)];
  }

  /** When a peer was last heard of, as it was {@link #put}; 0 if it is not known. */
  int heard(PeerId id) {
    int slot = slot(id);
    return records[slot] == null ? 0 : heard[slot] >> 1;
  }

  /** Whether a peer's record was spread, as it was {@link #put}; false if it is not known. */
  boolean wasSpread(PeerId id) {
    int slot = slot(id);
    return records[slot] != null && (heard[slot] & 1) == 1;
  }

  /** Adds or replaces. */
  void put(PeerRecord record, int heardSeconds, boolean spread) {
    int slot = slot(record.id());
    if (records[slot] == null) {
      size++;
    }
    records[slot] = record;
    heard[slot] = heardSeconds << 1 | (spread ? 1 : 0);
    if (size * 3 > records.length * 2) {
      resize(records.length * 2);
    }
  }

  /** The peer was heard of at another time. */
  void hear(PeerId id, int heardSeconds) {
    int slot = slot(id);
    if (records[slot] != null) {
      heard[slot] = heardSeconds << 1 | heard[slot] & 1;
    }
  }

  @Nullable PeerRecord remove(PeerId id) {
    int slot = slot(id);
    PeerRecord removed = records[slot];
    if (removed != null) {
      size--;
      close(slot);
      if (size * 8 < records.length && records.length > LEAST_SLOTS) {
        resize(records.length / 2);
      }
    }
    return removed;
  }

  /** Any record, each as likely as another; null if there is none. */
  @Nullable PeerRecord any(RandomGenerator random) {
    if (size == 0) {
      return null;
    }
    PeerRecord found;
    do {
      found = records[random.nextInt(records.length)];
    } while (found == null);
    return found;
  }

  /** Those that fulfil a condition, in an order that depends on nothing but the calls so far. */
  List<PeerRecord> all(Predicate<PeerRecord> condition) {
    List<PeerRecord> all = new ArrayList<>();
    for (PeerRecord record : records) {
      if (record != null && condition.test(record)) {
        all.add(record);
      }
    }
    return all;
  }

  /** Those last heard of before a time. */
  List<PeerRecord> heardBefore(int seconds) {
    List<PeerRecord> old = new ArrayList<>();
    for (int slot = 0; slot < records.length; slot++) {
      PeerRecord record = records[slot];
      if (record != null && heard[slot] >> 1 < seconds) {
        old.add(record);
      }
    }
    return old;
  }

  /** Where a peer is, or would be. */
  private int slot(PeerId id) {
    int slot = home(id);
    PeerRecord there;
    while ((there = records[slot]) != null && !there.id().equals(id)) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(PeerId id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & records.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & records.length - 1;
  }

  /** Empties a slot and moves those up that would not be found behind it any more. */
  private void close(int gap) {
    int hole = gap;
    int slot = next(gap);
    PeerRecord there;
    while ((there = records[slot]) != null) {
      int home = home(there.id());
      if ((slot - home & records.length - 1) >= (slot - hole & records.length - 1)) {
        records[hole] = there;
        heard[hole] = heard[slot];
        hole = slot;
      }
      slot = next(slot);
    }
    records[hole] = null;
  }

  private void resize(int slots) {
    @Nullable PeerRecord[] oldRecords = records;
    int[] oldHeard = heard;
    records = new PeerRecord[slots];
    heard = new int[slots];
    for (int i = 0; i < oldRecords.length; i++) {
      PeerRecord record = oldRecords[i];
      if (record != null) {
        int slot = slot(record.id());
        records[slot] = record;
        heard[slot] = oldHeard[i];
      }
    }
  }
}
