package io.skein.peer.log;

import io.skein.peer.model.Batch;
import io.skein.peer.model.SequenceRange;
import java.util.List;

/** Immutable. One place of the log. */
public sealed interface LogEntry {
  /** Place in the log; grows by one from entry to entry. */
  long position();

  /** Wall clock of the arrival, milliseconds since 1970. */
  long arrivedAtMillis();

  /** Monotonic time of the arrival, nanoseconds. */
  long arrivedAtNanos();

  /** Weight of all entries that ever entered before this one, in bytes. */
  long offset();

  /** What the entry counts against the log's limit, in bytes. */
  int weight();

  /**
   * A batch.
   *
   * @param publishers who published its messages through this peer, in their order; empty if none
   *     did
   */
  record BatchEntry(
      long position,
      long offset,
      long arrivedAtMillis,
      long arrivedAtNanos,
      Batch batch,
      List<Contribution> publishers)
      implements LogEntry {
    /** Objects around the bytes: entry, batch, header, ring slots, and what is shared. */
    private static final int OVERHEAD = 320;

    @Override
    public int weight() {
      return batch.heldSize() + OVERHEAD;
    }
  }

  /** A range that was given up, in the place where it would have come. */
  record GapEntry(
      long position, long offset, long arrivedAtMillis, long arrivedAtNanos, SequenceRange range)
      implements LogEntry {
    private static final int OVERHEAD = 128;

    @Override
    public int weight() {
      return OVERHEAD;
    }
  }

  /**
   * A run of messages that one app of this peer published.
   *
   * @param app its name
   * @param count how many, at least 1
   */
  record Contribution(String app, int count) {}
}
