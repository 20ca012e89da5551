package io.skein.compare.broadcast;

import io.skein.peer.bench.client.SequenceTracker;

/**
 * What one member has of one publisher. Written by one thread at a time; {@link #highest()} may be
 * asked by any, the rest while nothing flows.
 */
final class Cell {
  private final SequenceTracker tracker = new SequenceTracker(1);
  private long received;
  private long lastArrivalNanos;
  private volatile long highest;

  /** Takes a number; tells whether it came for the first time. */
  boolean accept(long number, long arrivedNanos) {
    long before = tracker.distinct();
    tracker.accept(number);
    received++;
    lastArrivalNanos = arrivedNanos;
    highest = tracker.highest();
    return tracker.distinct() > before;
  }

  /** The highest number that came. */
  long highest() {
    return highest;
  }

  /** How many came, each time counted. */
  long received() {
    return received;
  }

  long lastArrivalNanos() {
    return lastArrivalNanos;
  }

  SequenceTracker tracker() {
    return tracker;
  }
}
