package io.skein.peer.runtime;

import java.time.Duration;
import java.util.ArrayDeque;

/** Confined to the test's thread. An event loop on a virtual clock; can stand still for a while. */
public final class VirtualLoop implements EventLoop {
  private static final long WALL_START_MILLIS = 1_800_000_000_000L;

  private final VirtualTime time;
  private final ArrayDeque<VirtualTime.Task> held = new ArrayDeque<>();
  private boolean paused;

  VirtualLoop(VirtualTime time) {
    this.time = time;
  }

  /** Stops the loop, as SIGSTOP stops a process. */
  public void pause() {
    paused = true;
  }

  /** Lets it go on; what fell due meanwhile runs now. */
  public void resume() {
    paused = false;
    while (!held.isEmpty() && !paused) {
      held.remove().run();
    }
  }

  void take(VirtualTime.Task task) {
    if (paused) {
      held.add(task);
    } else {
      task.run();
    }
  }

  @Override
  public void execute(Runnable task) {
    time.add(this, 0, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return time.add(this, delay.toNanos(), task);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public long nanoTime() {
    return time.nowNanos();
  }

  @Override
  public long wallMillis() {
    return WALL_START_MILLIS + time.nowNanos() / 1_000_000;
  }
}
