package io.skein.peer.simulation;

import io.skein.peer.history.LaneCursor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Immutable. What connected peers were owed, and what of it they got: all that was published after
 * their first link by a connected process, or that any of them got.
 *
 * @param owed messages, counted once for each peer that should have them
 * @param delivered of those
 * @param reported of those, told to be lost
 * @param unreported of all, passed over without a word
 * @param cases who misses what, the first cases
 */
record Reckoning(long owed, long delivered, long reported, long unreported, List<String> cases) {
  private static final int CASES = 10;

  Reckoning {
    cases = List.copyOf(cases);
  }

  /** Reckons up the present state. */
  static Reckoning of(LinkGraph graph, List<Participant> all, Ledger ledger) {
    List<Participant> connected = new ArrayList<>(all);
    connected.removeIf(participant -> !graph.isConnected(participant));
    Sum sum = new Sum();
    for (LaneHistory lane : ledger.lanes()) {
      Participant origin = all.get(lane.peer);
      boolean isThere = graph.isConnected(origin) && isOf(lane, origin);
      BitSet had = isThere ? all(lane) : hadByAny(lane, connected);
      for (Participant participant : connected) {
        if (!isOf(lane, participant)) {
          sum.add(participant, lane, had);
        }
      }
    }
    return new Reckoning(sum.owed, sum.delivered, sum.reported, unreported(all), sum.cases);
  }

  /** Whether it is the present process of a peer that published on a lane. */
  private static boolean isOf(LaneHistory lane, Participant participant) {
    return participant.reception().own().equals(lane.source);
  }

  private static BitSet all(LaneHistory lane) {
    BitSet all = new BitSet();
    all.set(1, (int) lane.last() + 1);
    return all;
  }

  private static BitSet hadByAny(LaneHistory lane, List<Participant> connected) {
    BitSet had = new BitSet();
    for (int sequence = 1; sequence <= lane.last(); sequence++) {
      for (Participant participant : connected) {
        if (participant.reception().of(lane).delivered(sequence, sequence) > 0) {
          had.set(sequence);
          break;
        }
      }
    }
    return had;
  }

  private static long unreported(List<Participant> all) {
    long count = 0;
    for (Participant participant : all) {
      count += participant.hasProcess() ? participant.reception().unreported() : 0;
    }
    return count;
  }

  /** Messages that peers are owed and did not get. */
  long lost() {
    return owed - delivered;
  }

  /** Messages that peers are owed, did not get and were not told of. */
  long waiting() {
    return owed - delivered - reported;
  }

  double deliveredFraction() {
    return owed == 0 ? 1 : (double) delivered / owed;
  }

  /** Confined to one thread. What adds up. */
  private static final class Sum {
    private final List<String> cases = new ArrayList<>();
    private long owed;
    private long delivered;
    private long reported;

    void add(Participant participant, LaneHistory lane, BitSet had) {
      Reception reception = participant.reception();
      int first = (int) lane.firstAfter(reception.joinedNanos());
      int end = (int) lane.last() + 1;
      long due = first < end ? had.get(first, end).cardinality() : 0;
      long got = due == 0 ? 0 : reception.of(lane).delivered(first, end - 1L);
      owed += due;
      delivered += got;
      if (got < due) {
        miss(participant, lane, had, first);
      }
    }

    private void miss(Participant participant, LaneHistory lane, BitSet had, int first) {
      LaneCursor cursor = participant.reception().of(lane);
      for (int i = had.nextSetBit(first); i >= 0; i = had.nextSetBit(i + 1)) {
        boolean told = cursor.reported(i, i) > 0;
        reported += told ? 1 : 0;
        if (cursor.delivered(i, i) == 0 && cases.size() < CASES) {
          cases.add(words(participant, lane, i) + (told ? ", and was told" : ", and was not told"));
        }
      }
    }

    private static String words(Participant participant, LaneHistory lane, int sequence) {
      return "peer "
          + participant.index
          + " misses message "
          + sequence
          + " of peer "
          + lane.peer
          + ", process "
          + lane.source.epoch();
    }
  }
}
