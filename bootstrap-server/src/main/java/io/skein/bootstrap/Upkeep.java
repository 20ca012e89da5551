package io.skein.bootstrap;

import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps ended leases each second and saves the registry every 5 s, or less often if that takes
 * more than a twentieth of the time; on a thread of its own. Thread-safe.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private static final long SAVE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Of the time that saving takes, this many times is left without it. */
  private static final int REST = 20;

  private final Registry registry;
  private final Moment.Source time;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("skein-bootstrap-upkeep").factory());
  // Confined to the thread.
  private long nextSaveNanos;

  Upkeep(Registry registry, Moment.Source time) {
    this.registry = registry;
    this.time = time;
  }

  void start() {
    nextSaveNanos = time.now().nanos() + SAVE_NANOS;
    // The future is of no use: tick() lets no exception out.
    var unused = thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** Saves for the last time. */
  @Override
  public void close() {
    thread.close();
    save();
  }

  private void tick() {
    try {
      registry.sweep(time.now().nanos());
      long start = time.now().nanos();
      if (start - nextSaveNanos >= 0) {
        save();
        long took = time.now().nanos() - start;
        nextSaveNanos = start + Math.max(SAVE_NANOS, REST * took);
      }
    } catch (RuntimeException bug) {
      log.error("upkeep of the registry failed", bug);
    }
  }

  // A full disk must not end the service: peers register again anyway.
  private void save() {
    try {
      registry.save(time.now());
    } catch (IOException e) {
      log.error("cannot save the registry, trying again in some seconds: {}", e.toString());
    }
  }
}
