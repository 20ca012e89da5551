package io.skein.peer.membership;

import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Does something again and again, a tenth earlier or later each time,
 * so that many peers do not do it together.
 */
final class Ticker {
  private final EventLoop loop;
  private final Backoff jitter;
  private final Supplier<Duration> period;
  private final Runnable action;
  private EventLoop.@Nullable Timer timer;

  /**
   * A ticker that stands still.
   *
   * @param period asked for anew each time
   */
  Ticker(EventLoop loop, Backoff jitter, Supplier<Duration> period, Runnable action) {
    this.loop = loop;
    this.jitter = jitter;
    this.period = period;
    this.action = action;
  }

  /** Starts, or starts the period over. */
  void start() {
    startIn(jitter.around(period.get()));
  }

  /** Starts over with another first delay. */
  void startIn(Duration delay) {
    close();
    timer = loop.schedule(delay, this::tick);
  }

  private void tick() {
    start();
    action.run();
  }

  void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
