package io.skein.peer.simulation;

import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;

/** Confined to one thread. An event loop on a virtual clock; can stand still, and stop for ever. */
public final class VirtualLoop implements EventLoop {
  private static final long WALL_START_MILLIS = 1_800_000_000_000L;

  private final VirtualTime time;
  private final ArrayDeque<VirtualTime.Task> held = new ArrayDeque<>();
  private final long wallOffsetMillis;
  private boolean paused;
  private boolean stopped;

  VirtualLoop(VirtualTime time, long wallOffsetMillis) {
    this.time = time;
    this.wallOffsetMillis = wallOffsetMillis;
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

  /** Runs nothing any more, as SIGKILL ends a process. */
  public void stop() {
    stopped = true;
    held.clear();
  }

  void take(VirtualTime.Task task) {
    if (stopped) {
      return;
    }
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
    return WALL_START_MILLIS + wallOffsetMillis + time.nowNanos() / 1_000_000;
  }
}
