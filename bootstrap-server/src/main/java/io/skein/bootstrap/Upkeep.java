package io.skein.bootstrap;

import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps ended leases each second, has changed files read every 3 s, writes the counts of calls
 * into the log every minute, and saves the registry every 5 s, or less often if that takes more
 * than a twentieth of the time; on a thread of its own. Thread-safe.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private static final long SAVE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Of the time that saving takes, this many times is left without it. */
  private static final int REST = 20;

  private static final int REFRESH_SECONDS = 3;
  private static final int LOG_SECONDS = 60;

  private final Registry registry;
  private final Moment.Source time;
  private final Supplier<Map<String, Long>> counts;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("skein-bootstrap-upkeep").factory());
  // Confined to the thread.
  private long nextSaveNanos;
  private int ticks;
  private Map<String, Long> logged = Map.of();

  Upkeep(Registry registry, Moment.Source time, Supplier<Map<String, Long>> counts) {
    this.registry = registry;
    this.time = time;
    this.counts = counts;
  }

  /**
   * Starts.
   *
   * @param refresh reads files that have changed; may block
   */
  void start(Runnable refresh) {
    nextSaveNanos = time.now().nanos() + SAVE_NANOS;
    // The future is of no use: tick() lets no exception out.
    var unused = thread.scheduleWithFixedDelay(() -> tick(refresh), 1, 1, TimeUnit.SECONDS);
  }

  /** Saves for the last time. */
  @Override
  public void close() {
    thread.close();
    save();
  }

  private void tick(Runnable refresh) {
    try {
      registry.sweep(time.now().nanos());
      ticks++;
      if (ticks % REFRESH_SECONDS == 0) {
        refresh.run();
      }
      if (ticks % LOG_SECONDS == 0) {
        logCounts();
      }
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

  private void logCounts() {
    Map<String, Long> now = counts.get();
    if (!now.equals(logged)) {
      logged = now;
      log.info("{} peers known, calls so far {}", registry.size(), now);
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
