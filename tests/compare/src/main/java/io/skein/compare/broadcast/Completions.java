package io.skein.compare.broadcast;

import io.skein.peer.bench.Latencies;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long messages took until the last member had them; thread-safe. Knows {@value #SLOTS}
 * messages at a time: for paced publishing.
 */
final class Completions {
  private static final int SLOTS = 1 << 16;

  private final AtomicIntegerArray arrivals = new AtomicIntegerArray(SLOTS);
  private final Latencies latencies = new Latencies();
  private final int members;

  /** Messages are complete when so many have them. */
  Completions(int members) {
    this.members = members;
  }

  /** A member has message {@code number}, which was published {@code nanos} ago. */
  void arrived(long number, long nanos) {
    int slot = (int) (number & SLOTS - 1);
    if (arrivals.incrementAndGet(slot) == members) {
      arrivals.set(slot, 0);
      record(nanos);
    }
  }

  synchronized void reset() {
    latencies.reset();
    for (int i = 0; i < SLOTS; i++) {
      arrivals.set(i, 0);
    }
  }

  /** Microseconds that {@code percent} of the messages did not exceed. */
  synchronized double micros(double percent) {
    return latencies.micros(percent);
  }

  private synchronized void record(long nanos) {
    latencies.record(nanos);
  }
}
