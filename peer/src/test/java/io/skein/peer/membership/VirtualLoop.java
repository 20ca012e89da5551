package io.skein.peer.membership;

import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** An event loop whose time passes when a test says so. */
final class VirtualLoop implements EventLoop {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long nanos;
  private long order;

  /** Runs everything that is due within a time. */
  void advance(Duration time) {
    long end = nanos + time.toNanos();
    for (Task next = tasks.peek(); next != null && next.at() <= end; next = tasks.peek()) {
      nanos = next.at();
      tasks.remove();
      next.task().run();
    }
    nanos = end;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(new Task(nanos, order++, task));
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(nanos + delay.toNanos(), order++, task);
    tasks.add(scheduled);
    return () -> tasks.remove(scheduled);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long wallMillis() {
    return 1_800_000_000_000L + Duration.ofNanos(nanos).toMillis();
  }

  private record Task(long at, long order, Runnable task) {}
}
