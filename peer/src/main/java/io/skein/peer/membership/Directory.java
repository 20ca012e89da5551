package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. All peers known to be alive, by their newest records; this peer is
 * not among them.
 */
public final class Directory {
  private static final int MAX_RECORDS = 5_000;

  private final PeerId self;
  private final Map<PeerId, PeerRecord> records = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();

  /** Told of changes; called on the owner thread, may add and remove listeners. */
  public interface Listener {
    /** A peer became known. */
    void joined(PeerRecord record);

    /** A newer record, or another state of the link to the peer. */
    void changed(PeerRecord record);

    /** A peer is gone. */
    void left(PeerRecord record, String reason);
  }

  public Directory(PeerId self) {
    this.self = self;
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  /**
   * Takes a record; older ones than the known one, this peer's own and what is beyond 5,000 are
   * ignored.
   */
  public boolean offer(PeerRecord record) {
    PeerRecord known = records.get(record.id());
    if (record.id().equals(self) || known == null && records.size() >= MAX_RECORDS) {
      return false;
    }
    if (known == null) {
      records.put(record.id(), record);
      List.copyOf(listeners).forEach(listener -> listener.joined(record));
      return true;
    } else if (record.isNewerThan(known)) {
      records.put(record.id(), record);
      touched(record.id());
      return true;
    }
    return false;
  }

  /** Whether a record of this number would be taken. */
  public boolean isNews(RecordId number) {
    PeerRecord known = records.get(number.peer());
    return known == null || number.isNewerThan(known.number());
  }

  /** Tells the listeners that something about a known peer changed. */
  public void touched(PeerId id) {
    PeerRecord record = records.get(id);
    if (record != null) {
      List.copyOf(listeners).forEach(listener -> listener.changed(record));
    }
  }

  /** Forgets a peer. */
  public void remove(PeerId id, String reason) {
    PeerRecord record = records.remove(id);
    if (record != null) {
      List.copyOf(listeners).forEach(listener -> listener.left(record, reason));
    }
  }

  public @Nullable PeerRecord get(PeerId id) {
    return records.get(id);
  }

  public Collection<PeerRecord> all() {
    return List.copyOf(records.values());
  }

  public int size() {
    return records.size();
  }
}
