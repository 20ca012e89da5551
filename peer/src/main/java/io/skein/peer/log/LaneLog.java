package io.skein.peer.log;

import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.model.Batch;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.SequenceWindow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What the log knows of one origin, epoch and lane: the window of
 * what was seen, what waits for earlier sequences, and the batches held, by sequence.
 */
public final class LaneLog {
  private final OriginLane source;
  private final SequenceWindow window;
  private final EntryRing<BatchEntry> held = new EntryRing<>();
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private long nextToLog;
  private long changedNanos;

  LaneLog(OriginLane source, long next) {
    this.source = source;
    this.window = new SequenceWindow(next);
    this.nextToLog = next;
  }

  /** What waits for its turn: a batch, or a range that was given up (then without batch). */
  record Waiting(long last, @Nullable Batch batch) {
    int size() {
      return batch == null ? 0 : batch.heldSize();
    }
  }

  public OriginLane source() {
    return source;
  }

  /** When something was last seen or learned to exist, on the loop's clock. */
  public long changedNanos() {
    return changedNanos;
  }

  void changed(long nowNanos) {
    changedNanos = nowNanos;
  }

  /** What was seen. To be changed by the log only. */
  public SequenceWindow window() {
    return window;
  }

  /**
   * The sequence that enters the log next; everything below is in the log, was in it, or is a gap.
   */
  public long nextToLog() {
    return nextToLog;
  }

  /** The oldest sequence that is still in the log; {@link #nextToLog()} if none is. */
  public long oldest() {
    return held.isEmpty() ? nextToLog : held.get(0).batch().header().first();
  }

  /** The batch that holds a sequence, in the log or waiting for its turn; null if there is none. */
  public @Nullable Batch holding(long sequence) {
    int index = indexAtOrBefore(sequence);
    if (index >= 0) {
      Batch batch = held.get(index).batch();
      if (batch.header().last() >= sequence) {
        return batch;
      }
    }
    Map.Entry<Long, Waiting> entry = waiting.floorEntry(sequence);
    return entry != null && entry.getValue().last() >= sequence ? entry.getValue().batch() : null;
  }

  /**
   * The lowest sequence above a given one that {@link #holding} would find; Long.MAX_VALUE if there
   * is none.
   */
  public long nextHeldAfter(long sequence) {
    int index = indexAtOrBefore(sequence) + 1;
    if (index < held.size()) {
      return held.get(index).batch().header().first();
    }
    for (Map.Entry<Long, Waiting> entry : waiting.tailMap(sequence, false).entrySet()) {
      if (entry.getValue().batch() != null) {
        return entry.getKey();
      }
    }
    return Long.MAX_VALUE;
  }

  private int indexAtOrBefore(long sequence) {
    int low = 0;
    int high = held.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (held.get(middle).batch().header().first() <= sequence) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  void park(Batch batch) {
    waiting.put(batch.header().first(), new Waiting(batch.header().last(), batch));
  }

  /** Gives up what is missing in a range; returns how many sequences that was. */
  long giveUp(long first, long last) {
    long count = 0;
    for (long[] hole : window.giveUp(first, last)) {
      waiting.put(hole[0], new Waiting(hole[1], null));
      count += hole[1] - hole[0] + 1;
    }
    return count;
  }

  /** Takes out what may enter the log now; null if nothing may. */
  @Nullable Waiting pollReady() {
    return waiting.isEmpty() ? null : waiting.remove(nextToLog);
  }

  /** Takes out the waiting batch with the highest sequences, which is missing again from now on. */
  @Nullable Batch dropHighestWaiting() {
    for (Map.Entry<Long, Waiting> entry : waiting.descendingMap().entrySet()) {
      Batch batch = entry.getValue().batch();
      if (batch != null) {
        waiting.remove(entry.getKey());
        window.takeBack(batch.header().first(), batch.header().last());
        return batch;
      }
    }
    return null;
  }

  void logged(BatchEntry entry) {
    held.addLast(entry);
    nextToLog = entry.batch().header().last() + 1;
  }

  void gapLogged(SequenceRange range) {
    nextToLog = range.last() + 1;
  }

  @SuppressWarnings("ReferenceEquality") // that very entry
  void evicted(BatchEntry entry) {
    if (!held.isEmpty() && held.get(0) == entry) {
      held.removeFirst();
    }
  }
}
