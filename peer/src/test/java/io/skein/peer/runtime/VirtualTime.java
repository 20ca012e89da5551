package io.skein.peer.runtime;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Confined to the test's thread. A clock that jumps from task to task, shared by many loops. */
public final class VirtualTime {
  private static final Comparator<Task> ORDER =
      Comparator.comparingLong((Task task) -> task.atNanos).thenComparingLong(task -> task.number);

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(ORDER);
  private long nowNanos = 1;
  private long numbers;
  private long ran;

  /** A task of one loop. */
  static final class Task implements EventLoop.Timer {
    private final VirtualLoop loop;
    private final Runnable action;
    private final long atNanos;
    private final long number;
    private boolean cancelled;

    Task(VirtualLoop loop, Runnable action, long atNanos, long number) {
      this.loop = loop;
      this.action = action;
      this.atNanos = atNanos;
      this.number = number;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    void run() {
      if (!cancelled) {
        action.run();
      }
    }
  }

  /** A loop on this clock. */
  public VirtualLoop loop() {
    return new VirtualLoop(this);
  }

  Task add(VirtualLoop loop, long delayNanos, Runnable action) {
    Task task = new Task(loop, action, nowNanos + Math.max(0, delayNanos), ++numbers);
    tasks.add(task);
    return task;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** How many tasks ran; a busy loop shows here. */
  public long ran() {
    return ran;
  }

  /** Runs what is due within a duration, and moves the clock to its end. */
  public void run(Duration duration) {
    long end = nowNanos + duration.toNanos();
    runUntil(end, () -> false);
    nowNanos = end;
  }

  /** Runs until a condition holds; false if it did not within a duration. */
  public boolean await(BooleanSupplier condition, Duration atMost) {
    return runUntil(nowNanos + atMost.toNanos(), condition);
  }

  private boolean runUntil(long endNanos, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Task next = tasks.peek();
      if (next == null || next.atNanos > endNanos) {
        return false;
      }
      tasks.remove();
      nowNanos = Math.max(nowNanos, next.atNanos);
      ran++;
      next.loop.take(next);
    }
    return true;
  }
}
