package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.RecordId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Confined to the owner thread. Peers that said they leave, so that older records, still on their
 * way or in other directories, do not bring them back. The 1,024 newest, for 10 min.
 */
final class Departed {
  private static final int MAX = 1_024;
  private static final long LIFE_NANOS = Duration.ofMinutes(10).toNanos();

  private final Map<PeerId, Entry> entries = new LinkedHashMap<>();

  private record Entry(RecordId number, long atNanos) {}

  void add(RecordId number, long nowNanos) {
    entries.remove(number.peer());
    entries.put(number.peer(), new Entry(number, nowNanos));
    Iterator<Entry> oldest = entries.values().iterator();
    while (nowNanos - oldest.next().atNanos() > LIFE_NANOS || entries.size() > MAX) {
      oldest.remove();
    }
  }

  /** Whether a peer has left since it made a record. */
  boolean covers(RecordId number) {
    Entry entry = entries.get(number.peer());
    return entry != null && !number.isNewerThan(entry.number());
  }
}
