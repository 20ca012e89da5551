package io.skein.peer.runtime;

import java.util.List;

/**
 * Confined to the owner thread. Runs what is to follow a burst of reads, once and in a fixed order,
 * however often it was asked for during the burst: that is what makes batches without a linger
 * timer.
 */
public final class Burst {
  private final EventLoop loop;
  private final List<Runnable> steps;
  private boolean queued;

  /**
   * A burst end.
   *
   * @param steps what to run, in this order
   */
  public Burst(EventLoop loop, List<Runnable> steps) {
    this.loop = loop;
    this.steps = List.copyOf(steps);
  }

  /** Runs the steps after the reads at hand. */
  public void request() {
    if (!queued) {
      queued = true;
      loop.execute(this::run);
    }
  }

  private void run() {
    queued = false;
    steps.forEach(Runnable::run);
  }
}
