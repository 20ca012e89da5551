package io.skein.peer.mesh;

import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Links that are to write at some time, with one timer for all of
 * them.
 */
final class Deadlines {
  /** What is due so soon after is done together. */
  private static final long SLACK_NANOS = Duration.ofMillis(1).toNanos();

  private final EventLoop loop;
  private final Consumer<Link> write;
  private final Map<Link, Long> due = new LinkedHashMap<>();
  private EventLoop.@Nullable Timer timer;
  private long timerNanos;

  Deadlines(EventLoop loop, Consumer<Link> write) {
    this.loop = loop;
    this.write = write;
  }

  /** Lets a link write at a time, unless it was to be sooner. */
  void add(Link link, long nanos) {
    due.merge(link, nanos, Math::min);
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
    long next = Long.MAX_VALUE;
    var waiting = due.entrySet().iterator();
    while (waiting.hasNext()) {
      Map.Entry<Link, Long> entry = waiting.next();
      if (entry.getValue() <= now) {
        waiting.remove();
        write.accept(entry.getKey());
      } else {
        next = Math.min(next, entry.getValue());
      }
    }
    if (next != Long.MAX_VALUE) {
      schedule(next);
    }
  }

  void remove(Link link) {
    due.remove(link);
  }

  void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
