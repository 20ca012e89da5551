package io.skein.peer.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. What connected peers were owed, and what of it they got: all that was published after
 * their first link by a connected process, or that any of them got.
 *
 * @param owed messages, counted once for each peer that should have them
 * @param delivered of those
 * @param reported of those, told to be lost
 * @param unreported of all, passed over without a word
 */
record Reckoning(long owed, long delivered, long reported, long unreported) {
  /** Reckons up the present state. */
  static Reckoning of(LinkGraph graph, List<Participant> all, Ledger ledger) {
    List<Participant> connected = new ArrayList<>(all);
    connected.removeIf(participant -> !graph.isConnected(participant));
    long owed = 0;
    long delivered = 0;
    long reported = 0;
    for (LaneHistory lane : ledger.lanes()) {
      long last = reach(lane, connected, graph, all);
      for (Participant participant : connected) {
        Reception reception = participant.reception();
        long first = lane.firstAfter(reception.joinedNanos());
        if (first <= last && !reception.own().equals(lane.source)) {
          Cursor cursor = reception.of(lane);
          owed += last - first + 1;
          delivered += cursor.delivered(first, last);
          reported += cursor.reported(first, last);
        }
      }
    }
    return new Reckoning(owed, delivered, reported, unreported(all));
  }

  private static long reach(
      LaneHistory lane, List<Participant> connected, LinkGraph graph, List<Participant> all) {
    Participant origin = all.get(lane.peer);
    if (graph.isConnected(origin) && origin.reception().own().equals(lane.source)) {
      return lane.last();
    }
    long reach = 0;
    for (Participant participant : connected) {
      reach = Math.max(reach, participant.reception().of(lane).last());
    }
    return reach;
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
}
