package io.skein.peer.runtime;

import java.util.List;

/**
 * Confined to the owner thread. Runs what is to follow a burst of reads, once and in a fixed order,
 * however often it was asked for during the burst: that is what makes batches without a linger
 * timer.
 */
public final class Burst {
  private static final int FORGET_SHIFT = 4;

  private final EventLoop loop;
  private List<Runnable> steps = List.of();
  private boolean queued;
  private long requestedNanos;
  private long lagNanos;

  public Burst(EventLoop loop) {
    this.loop = loop;
  }

  /** Sets what to run, in this order. */
  public void steps(List<Runnable> all) {
    steps = List.copyOf(all);
  }

  /** Runs the steps after the reads at hand. */
  public void request() {
    if (!queued) {
      queued = true;
      requestedNanos = loop.nanoTime();
      loop.execute(this::run);
    }
  }

  /**
   * How long reading took in the longest of the latest bursts: by so much the times at which
   * something came are uncertain. Nanoseconds; fades by a sixteenth with each burst.
   */
  public long lagNanos() {
    return lagNanos;
  }

  private void run() {
    queued = false;
    lagNanos = Math.max(loop.nanoTime() - requestedNanos, lagNanos - (lagNanos >> FORGET_SHIFT));
    steps.forEach(Runnable::run);
  }
}
