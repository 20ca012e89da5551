package io.skein.peer.runtime;

import java.util.List;

/**
 * Confined to the owner thread. Runs what is to follow a burst of reads, once and in a fixed order,
 * however often it was asked for during the burst: that is what makes batches without a linger
 * timer.
 */
public final class Burst {
  private final EventLoop loop;
  private List<Runnable> steps = List.of();
  private boolean queued;

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
      loop.execute(this::run);
    }
  }

  private void run() {
    queued = false;
    steps.forEach(Runnable::run);
  }
}
