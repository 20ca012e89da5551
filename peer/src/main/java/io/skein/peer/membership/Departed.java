package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.RecordId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Confined to the owner thread. Peers that said they leave, so that older records, still on their
 * way or in other directories, do not bring them back. The 1,024 newest, for 10 min.
 */
final class Departed {
  private static final int MAX = 1_024;
  private static final long LIFE_NANOS = Duration.ofMinutes(10).toNanos();

  private final SequencedMap<PeerId, Entry> entries = new LinkedHashMap<>();

  private record Entry(RecordId number, long atNanos) {}

  void add(RecordId number, long nowNanos) {
    entries.remove(number.peer());
    entries.values().removeIf(entry -> nowNanos - entry.atNanos() > LIFE_NANOS);
    if (entries.size() >= MAX) {
      entries.pollFirstEntry();
    }
    entries.put(number.peer(), new Entry(number, nowNanos));
  }

  /** Whether a peer has left since it made a record. */
  boolean covers(RecordId number) {
    Entry entry = entries.get(number.peer());
    return entry != null && !number.isNewerThan(entry.number());
  }
}
