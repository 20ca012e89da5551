package io.skein.peer.membership;

import io.skein.peer.model.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Numbers of the records that came and are not kept, so that each is
 * still told from its copies, and passed on once. A record displaces the one in its slot: copies
 * come within seconds, in which there are few records.
 */
final class SkippedRecords {
  private static final int SLOTS = 1 << 10;

  /** Made when needed: most directories keep everything. */
  private long @Nullable [] seen;

  /** Notes a record; false if it was the last of its slot already. */
  boolean add(RecordId number) {
    if (contains(number)) {
      return false;
    }
    if (seen == null) {
      seen = new long[SLOTS];
    }
    seen[slot(number)] = mark(number);
    return true;
  }

  /** Whether a record was the last of its slot. */
  boolean contains(RecordId number) {
    return seen != null && seen[slot(number)] == mark(number);
  }

  private static int slot(RecordId number) {
    int hash = number.peer().hashCode();
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }

  private static long mark(RecordId number) {
    long version = number.epoch() * 31 + number.revision();
    return version * 0x9E3779B97F4A7C15L ^ number.peer().hashCode();
  }
}
