package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Whom to dial next: peers of the passive view first, which were
 * alive not long ago and chosen at random; then those of the directory.
 */
final class Candidates {
  /** Random draws from a large directory; what they miss, the next look may find. */
  private static final int DRAWS = 64;

  private final PassiveView passive;
  private final Directory directory;
  private final Predicate<String> dialable;
  private final RandomGenerator random;

  Candidates(
      PassiveView passive,
      Directory directory,
      Predicate<String> dialable,
      RandomGenerator random) {
    this.dialable = dialable;
    this.passive = passive;
    this.directory = directory;
    this.random = random;
  }

  /** A peer that fulfils a condition, by its newest record; null if none was found. */
  @Nullable PeerRecord next(Predicate<PeerId> condition) {
    PeerRecord found = any(passive.all(), condition);
    return found != null ? found : ofDirectory(condition);
  }

  private @Nullable PeerRecord ofDirectory(Predicate<PeerId> condition) {
    if (directory.size() <= DRAWS) {
      return any(directory.all(), condition);
    }
    for (int i = 0; i < DRAWS; i++) {
      PeerRecord drawn = directory.any();
      if (drawn != null && isFit(drawn, condition)) {
        return drawn;
      }
    }
    return null;
  }

  private @Nullable PeerRecord any(Collection<PeerRecord> of, Predicate<PeerId> condition) {
    List<PeerRecord> fit = new ArrayList<>();
    for (PeerRecord record : of) {
      PeerRecord newest = newest(record);
      if (isFit(newest, condition)) {
        fit.add(newest);
      }
    }
    return fit.isEmpty() ? null : fit.get(random.nextInt(fit.size()));
  }

  /** The newest record known of a peer. */
  PeerRecord newest(PeerRecord record) {
    PeerRecord known = directory.get(record.id());
    return known != null && known.isNewerThan(record) ? known : record;
  }

  /** Whether a peer has an address to dial, was not heard to leave, and fulfils a condition. */
  boolean isFit(PeerRecord record, Predicate<PeerId> condition) {
    return directory.isCurrent(record) && condition.test(record.id()) && isDialable(record);
  }

  /** Whether a peer has an address that may be dialled. */
  boolean isDialable(PeerRecord record) {
    return record.addresses().stream().anyMatch(dialable);
  }
}
