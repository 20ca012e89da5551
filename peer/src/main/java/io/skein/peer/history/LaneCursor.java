package io.skein.peer.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. What one reader was given of one lane of one boot of one publisher: knows
 * repeats, wrong order and what was passed over. Judges simulated runs and real ones alike.
 */
public final class LaneCursor {
  /** Sequences that were passed over, and whether the subscriber was told. */
  private record Hole(long first, long last, boolean reported) {
    boolean holds(long sequence) {
      return first <= sequence && sequence <= last;
    }

    long within(long from, long to) {
      return Math.max(0, Math.min(last, to) - Math.max(first, from) + 1);
    }
  }

  /** What came of a delivery. */
  public enum Step {
    NEXT,
    AGAIN,
    OUT_OF_ORDER
  }

  private long first;
  private long next;
  private @Nullable List<Hole> holes;

  /** Takes a delivery of a range of sequences, both ends inclusive. */
  public Step deliver(long from, long to) {
    if (first != 0 && from < next) {
      return isInHole(from) ? Step.OUT_OF_ORDER : Step.AGAIN;
    }
    passOver(from, false);
    next = to + 1;
    return Step.NEXT;
  }

  /** Takes a report of loss; false if something of it was delivered or reported before. */
  public boolean lose(long from, long to) {
    if (first != 0 && from < next) {
      return false;
    }
    passOver(from, false);
    passOver(to + 1, true);
    return true;
  }

  private void passOver(long until, boolean reported) {
    if (first == 0 && !reported) {
      first = until;
      next = until;
    } else if (next < until) {
      holes = holes == null ? new ArrayList<>(1) : holes;
      holes.add(new Hole(next, until - 1, reported));
      next = until;
    }
  }

  private boolean isInHole(long sequence) {
    return holes != null && holes.stream().anyMatch(hole -> hole.holds(sequence));
  }

  /** How many of a range were delivered. */
  public long delivered(long from, long to) {
    return settled(from, to) - passedOver(from, to, true) - passedOver(from, to, false);
  }

  /** How many of a range were reported lost. */
  public long reported(long from, long to) {
    return passedOver(from, to, true);
  }

  /** How many were passed over without a word. */
  public long unreported() {
    return passedOver(1, Long.MAX_VALUE - 1, false);
  }

  private long settled(long from, long to) {
    return first == 0 ? 0 : Math.max(0, Math.min(next - 1, to) - Math.max(first, from) + 1);
  }

  private long passedOver(long from, long to, boolean reported) {
    long count = 0;
    if (holes != null) {
      for (Hole hole : holes) {
        count += hole.reported() == reported ? hole.within(from, to) : 0;
      }
    }
    return count;
  }
}
