package io.skein.peer.simulation;

import io.skein.peer.model.BatchHeader;

/** Confined to one thread. What is noted of a run while it goes on, all peers together. */
final class Book {
  final Ledger ledger = new Ledger();
  final Findings findings = new Findings();
  final LatencyHistogram latencies = new LatencyHistogram();
  final TraceHash trace = new TraceHash();
  final Witness witness;
  private final VirtualTime time;
  private final long warmNanos;
  private final long calmNanos;
  private long deliveries;
  private long reportedLost;
  private long repairedNanos;

  /**
   * An empty book.
   *
   * @param witness sees what apps do and are given
   * @param warmNanos latencies of what is published from then on count
   * @param calmNanos when the last fault is over; 0 without faults
   */
  Book(VirtualTime time, Witness witness, long warmNanos, long calmNanos) {
    this.witness = witness;
    this.time = time;
    this.warmNanos = warmNanos;
    this.calmNanos = calmNanos;
    this.repairedNanos = calmNanos;
  }

  long nowNanos() {
    return time.nowNanos();
  }

  /**
   * A peer got a batch of another one.
   *
   * @param joinedNanos when the peer got its first link
   */
  void delivered(int peer, LaneHistory lane, Published published, long joinedNanos) {
    long now = time.nowNanos();
    BatchHeader header = published.batch().header();
    trace(now, peer, lane, header.first());
    deliveries += published.count();
    if (published.atNanos() <= joinedNanos) {
      return;
    }
    if (published.atNanos() >= warmNanos) {
      latencies.add(now - published.atNanos(), published.count());
    }
    if (now > calmNanos && published.atNanos() <= calmNanos) {
      repairedNanos = now;
    }
  }

  /** A peer was told of a loss. */
  void lost(int peer, LaneHistory lane, long first, long count) {
    trace(time.nowNanos(), peer, lane, -first);
    reportedLost += count;
  }

  private void trace(long now, int peer, LaneHistory lane, long sequence) {
    trace.add(now);
    trace.add((long) peer << Integer.SIZE | lane.index);
    trace.add(sequence);
  }

  /** Messages that peers got of others. */
  long deliveries() {
    return deliveries;
  }

  /** Messages that peers were told they will not get. */
  long reportedLost() {
    return reportedLost;
  }

  /** From the end of the last fault until all that it held up had arrived, in nanoseconds. */
  long repairNanos() {
    return repairedNanos - calmNanos;
  }
}
