package io.skein.peer.simulation;

import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

/** Confined to one thread. A clock that jumps from task to task, shared by many loops. */
public final class VirtualTime {
  private final TaskHeap later = new TaskHeap();

  /** What is due now; all of it is younger than what {@code later} has for now. */
  private final ArrayDeque<Task> now = new ArrayDeque<>();

  private long nowNanos = 1;
  private long numbers;
  private long ran;

  /** A task of one loop. */
  abstract static class Task implements EventLoop.Timer {
    final VirtualLoop loop;
    long atNanos;
    long number;
    private boolean cancelled;

    Task(VirtualLoop loop) {
      this.loop = loop;
    }

    abstract void act();

    @Override
    public void cancel() {
      cancelled = true;
    }

    void run() {
      if (!cancelled) {
        act();
      }
    }
  }

  /** A task that is given as a function. */
  private static final class Action extends Task {
    private final Runnable action;

    Action(VirtualLoop loop, Runnable action) {
      super(loop);
      this.action = action;
    }

    @Override
    void act() {
      action.run();
    }
  }

  /** A loop on this clock. */
  public VirtualLoop loop() {
    return loop(Duration.ZERO);
  }

  /** A loop on this clock whose wall clock is off by so much. */
  public VirtualLoop loop(Duration wallOffset) {
    return new VirtualLoop(this, wallOffset.toMillis());
  }

  Task add(VirtualLoop loop, long delayNanos, Runnable action) {
    return add(new Action(loop, action), delayNanos);
  }

  Task add(Task task, long delayNanos) {
    task.atNanos = nowNanos + Math.max(0, delayNanos);
    task.number = ++numbers;
    if (delayNanos <= 0) {
      now.add(task);
    } else {
      later.add(task);
    }
    return task;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** How many tasks ran; a busy loop shows here. */
  public long ran() {
    return ran;
  }

  /** Forgets all tasks, so that their memory is free. */
  void clear() {
    later.clear();
    now.clear();
  }

  /** Runs what is due within a duration, and moves the clock to its end. */
  public void run(Duration duration) {
    long end = nowNanos + duration.toNanos();
    while (step(end)) {}
    nowNanos = end;
  }

  /** Runs until a condition holds; false if it did not within a duration. */
  public boolean await(BooleanSupplier condition, Duration atMost) {
    long end = nowNanos + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (!step(end)) {
        return false;
      }
    }
    return true;
  }

  private boolean step(long endNanos) {
    Task next;
    if (later.firstAtNanos() <= nowNanos || now.isEmpty()) {
      if (later.firstAtNanos() > endNanos) {
        return false;
      }
      next = later.remove();
      nowNanos = Math.max(nowNanos, next.atNanos);
    } else {
      next = now.remove();
    }
    ran++;
    next.loop.take(next);
    return true;
  }
}
