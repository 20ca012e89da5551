package io.skein.peer.mesh;

import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Links that are to write at some time, with one timer for all of
 * them. A link that has ended meanwhile writes nothing.
 */
final class Deadlines {
  /** What is due so soon after is done together. */
  static final long SLACK_NANOS = Duration.ofMillis(1).toNanos();

  private record Due(Link link, long nanos) {}

  private final EventLoop loop;
  private final Consumer<Link> write;
  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
  private EventLoop.@Nullable Timer timer;
  private long timerNanos;

  Deadlines(EventLoop loop, Consumer<Link> write) {
    this.loop = loop;
    this.write = write;
  }

  /** Lets a link write at a time of the loop's clock. */
  void add(Link link, long nanos) {
    waiting.add(new Due(link, nanos));
    if (timer == null || nanos < timerNanos) {
      schedule(nanos);
    }
  }

  private void schedule(long nanos) {
    close();
    timerNanos = nanos;
    timer = loop.schedule(Duration.ofNanos(Math.max(0, nanos - loop.nanoTime())), this::fire);
  }

  private void fire() {
    timer = null;
    long now = loop.nanoTime() + SLACK_NANOS;
    Due next;
    while ((next = waiting.peek()) != null && next.nanos() <= now) {
      write.accept(waiting.remove().link());
    }
    if (next != null) {
      schedule(next.nanos());
    }
  }

  void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
