package io.skein.peer.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. Tasks by the time they are due, those of one time in the order they came.
 * A heap of four children a place, with the times beside the tasks: a comparison touches no task.
 */
final class TaskHeap {
  private static final int CHILDREN = 4;

  /** Beside the tasks, so that to compare does not mean to look at these. */
  private long[] times = new long[64];

  private long[] numbers = new long[64];
  private VirtualTime.@Nullable Task[] tasks = new VirtualTime.Task[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** When the first task is due; Long.MAX_VALUE if there is none. */
  long firstAtNanos() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  void add(VirtualTime.Task task) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
      tasks = Arrays.copyOf(tasks, size * 2);
    }
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) / CHILDREN;
      if (!isBefore(task.atNanos, task.number, parent)) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    put(task, place);
  }

  void clear() {
    Arrays.fill(tasks, null);
    size = 0;
  }

  /** Takes out the first task; there must be one. */
  VirtualTime.Task remove() {
    VirtualTime.Task first = at(0);
    VirtualTime.Task last = at(--size);
    tasks[size] = null;
    if (size > 0) {
      sink(last);
    }
    return first;
  }

  private void sink(VirtualTime.Task task) {
    int place = 0;
    while (true) {
      int child = place * CHILDREN + 1;
      if (child >= size) {
        break;
      }
      int least = child;
      int end = Math.min(child + CHILDREN, size);
      for (int i = child + 1; i < end; i++) {
        least = isBefore(times[i], numbers[i], least) ? i : least;
      }
      if (isBefore(task.atNanos, task.number, least)) {
        break;
      }
      move(least, place);
      place = least;
    }
    put(task, place);
  }

  private boolean isBefore(long time, long number, int place) {
    return time < times[place] || time == times[place] && number < numbers[place];
  }

  private void move(int from, int to) {
    times[to] = times[from];
    numbers[to] = numbers[from];
    tasks[to] = tasks[from];
  }

  private void put(VirtualTime.Task task, int place) {
    times[place] = task.atNanos;
    numbers[place] = task.number;
    tasks[place] = task;
  }

  @SuppressWarnings("NullAway") // below size there is always one
  private VirtualTime.Task at(int place) {
    return tasks[place];
  }
}
