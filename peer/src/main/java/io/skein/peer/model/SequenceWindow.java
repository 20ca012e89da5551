package io.skein.peer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Confined to the owner thread. What has been seen of one origin, epoch and lane: everything below
 * {@link #next()}, and above it all up to {@link #end()} but the missing ranges. Exact, and small
 * however fast the origin publishes.
 *
 * <p>The idea is the selective acknowledgement of TCP (RFC 2018), kept by the receiver.
 */
public final class SequenceWindow {
  /** Missing ranges at most; a batch that would make one more is refused. */
  public static final int MAX_MISSING = 1024;

  /** Ranges at most of which it is known that they were taken back. */
  static final int MAX_TAKEN_BACK = 64;

  /** What a range of sequences is to the window. */
  public enum Outcome {
    /** Not seen before; now it is. */
    NEW,
    /** Seen before and taken back; now it is seen again. */
    AGAIN,
    /** All of it was seen before. */
    DUPLICATE,
    /** All of it was given up before; too late. */
    LATE,
    /** It overlaps partly with what was seen: no honest origin makes such a batch. */
    INVALID,
    /** It would make too many missing ranges; not taken. */
    FULL;

    /** Whether the range is seen now and was not. */
    public boolean isTaken() {
      return this == NEW || this == AGAIN;
    }
  }

  private final TreeMap<Long, Long> missing = new TreeMap<>();
  private final TreeMap<Long, Long> givenUp = new TreeMap<>();

  /** Those of the missing ranges that were here once. */
  private final TreeMap<Long, Long> takenBack = new TreeMap<>();

  private long end;

  /**
   * An empty window.
   *
   * @param next first sequence that is expected; at least 1
   */
  public SequenceWindow(long next) {
    if (next < 1) {
      throw new IllegalArgumentException("window starts at " + next + ", expected at least 1");
    }
    end = next;
  }

  /** The lowest sequence that is neither seen nor given up. */
  public long next() {
    return missing.isEmpty() ? end : missing.firstKey();
  }

  /** One above the highest sequence known to exist. */
  public long end() {
    return end;
  }

  /** Takes a range that arrived; both ends inclusive. */
  public Outcome offer(long first, long last) {
    if (first >= end) {
      return append(first, last);
    }
    if (last >= end) {
      return Outcome.INVALID;
    }
    Map.Entry<Long, Long> hole = missing.floorEntry(last);
    if (hole == null || hole.getValue() < first) {
      return overlaps(givenUp, first, last) ? Outcome.LATE : Outcome.DUPLICATE;
    }
    if (hole.getKey() > first || hole.getValue() < last) {
      return Outcome.INVALID;
    }
    if (missing.size() >= MAX_MISSING && hole.getKey() < first && hole.getValue() > last) {
      return Outcome.FULL;
    }
    remove(hole.getKey(), hole.getValue(), first, last);
    Outcome outcome = wasTakenBack(first, last) ? Outcome.AGAIN : Outcome.NEW;
    cut(takenBack, first, last);
    return outcome;
  }

  private Outcome append(long first, long last) {
    if (first > end) {
      if (missing.size() >= MAX_MISSING) {
        return Outcome.FULL;
      }
      add(missing, end, first - 1);
    }
    end = last + 1;
    return Outcome.NEW;
  }

  /** Learns that everything below {@code next} exists; what is unknown of it becomes missing. */
  public void expect(long next) {
    if (next > end) {
      add(missing, end, next - 1);
      end = next;
    }
  }

  /** Takes back a range that was seen, so that it is missing again; both ends inclusive. */
  public void takeBack(long first, long last) {
    add(missing, first, last);
    add(takenBack, first, last);
    if (takenBack.size() > MAX_TAKEN_BACK) {
      takenBack.pollFirstEntry();
    }
  }

  /** Whether something of a range was taken back and did not come again. */
  public boolean wasTakenBack(long first, long last) {
    return overlaps(takenBack, first, last);
  }

  private static void add(NavigableMap<Long, Long> ranges, long first, long last) {
    long from = first;
    long to = last;
    Map.Entry<Long, Long> before = ranges.lowerEntry(first);
    if (before != null && before.getValue() + 1 == first) {
      from = before.getKey();
    }
    Long after = ranges.remove(last + 1);
    if (after != null) {
      to = after;
    }
    ranges.put(from, to);
  }

  /**
   * Gives up what is missing within a range; later arrivals are {@link Outcome#LATE}. Returns what
   * was given up.
   */
  public List<long[]> giveUp(long first, long last) {
    List<long[]> gone = new ArrayList<>();
    for (long[] hole : missingWithin(first, last)) {
      Map.Entry<Long, Long> whole = missing.floorEntry(hole[0]);
      remove(whole.getKey(), whole.getValue(), hole[0], hole[1]);
      cut(takenBack, hole[0], hole[1]);
      givenUp.put(hole[0], hole[1]);
      if (givenUp.size() > MAX_MISSING) {
        givenUp.pollFirstEntry();
      }
      gone.add(hole);
    }
    return gone;
  }

  /** The missing ranges within a range, lowest first, as pairs of inclusive ends. */
  public List<long[]> missingWithin(long first, long last) {
    List<long[]> holes = new ArrayList<>();
    Map.Entry<Long, Long> before = missing.lowerEntry(first);
    if (before != null && before.getValue() >= first) {
      holes.add(new long[] {first, Math.min(before.getValue(), last)});
    }
    if (first <= last) {
      missing
          .subMap(first, true, last, true)
          .forEach((from, to) -> holes.add(new long[] {from, Math.min(to, last)}));
    }
    return holes;
  }

  /** Whether anything within a range is missing; both ends inclusive. */
  public boolean isMissingWithin(long first, long last) {
    return overlaps(missing, first, last);
  }

  /** All missing ranges, lowest first, as pairs of inclusive ends. */
  public List<long[]> missing() {
    return missingWithin(1, end);
  }

  /** How many ranges are remembered as given up. */
  public int givenUpRanges() {
    return givenUp.size();
  }

  /** Forgets what was given up; later arrivals of it are {@link Outcome#DUPLICATE} now. */
  public void forgetGivenUp() {
    givenUp.clear();
  }

  /** How many ranges are missing. */
  public int missingRanges() {
    return missing.size();
  }

  /** Whether a range that arrives makes one more range missing. */
  public boolean wouldMissMore(long first, long last) {
    if (first >= end) {
      return first > end;
    }
    Map.Entry<Long, Long> hole = missing.floorEntry(last);
    return hole != null && hole.getKey() < first && hole.getValue() > last;
  }

  /** Whether anything is missing. */
  public boolean hasMissing() {
    return !missing.isEmpty();
  }

  private void remove(long holeFirst, long holeLast, long first, long last) {
    missing.remove(holeFirst);
    if (holeFirst < first) {
      missing.put(holeFirst, first - 1);
    }
    if (holeLast > last) {
      missing.put(last + 1, holeLast);
    }
  }

  private static void cut(NavigableMap<Long, Long> ranges, long first, long last) {
    Map.Entry<Long, Long> range = ranges.floorEntry(last);
    while (range != null && range.getValue() >= first) {
      ranges.remove(range.getKey());
      if (range.getKey() < first) {
        ranges.put(range.getKey(), first - 1);
      }
      if (range.getValue() > last) {
        ranges.put(last + 1, range.getValue());
      }
      range = ranges.floorEntry(last);
    }
  }

  private static boolean overlaps(NavigableMap<Long, Long> ranges, long first, long last) {
    Map.Entry<Long, Long> range = ranges.floorEntry(last);
    return range != null && range.getValue() >= first;
  }
}
