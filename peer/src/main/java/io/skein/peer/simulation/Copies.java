package io.skein.peer.simulation;

import io.skein.peer.broadcast.BroadcastCounters;

/** Confined to one thread. A sum of what peers received. */
final class Copies {
  private long firsts;
  private long again;
  private long givenUp;

  void add(BroadcastCounters counters) {
    firsts += counters.received();
    again += counters.duplicates();
    givenUp += counters.givenUp();
  }

  void add(Copies other) {
    firsts += other.firsts;
    again += other.again;
    givenUp += other.givenUp;
  }

  /** Messages that came for the first time. */
  long firsts() {
    return firsts;
  }

  /** Messages that came again. */
  long again() {
    return again;
  }

  /** Messages that peers stopped waiting for. */
  long givenUp() {
    return givenUp;
  }
}
