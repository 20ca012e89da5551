package io.skein.peer.bench;

import io.skein.peer.bench.client.LineRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text into requests ahead of the publisher, at most 8 of them, so that a slow file or
 * terminal never blocks the app loop. Filled by one thread, taken by another.
 */
final class LineFeed {
  private static final int REQUESTS_AHEAD = 8;
  private static final int REQUEST_BYTES = 16 << 10;
  private static final int MAX_MESSAGES = 512;
  private static final long RECHECK_MILLIS = 100;

  private final String type;
  private final long intervalNanos;
  private final LineReader lines;
  private final ContentHash hash = new ContentHash();
  private final BlockingQueue<LineRequest> ready = new LinkedBlockingQueue<>(REQUESTS_AHEAD);
  private long messages;

  /**
   * @param rate lines a second; 0 reads as fast as they are taken
   */
  LineFeed(String type, InputStream in, long rate) {
    this.type = type;
    intervalNanos = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
    lines = new LineReader(in);
  }

  /**
   * Reads the text to its end.
   *
   * @param onMore called after each request that can be taken
   * @param wanted false stops it early
   */
  void run(Runnable onMore, BooleanSupplier wanted) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    while (wanted.getAsBoolean() && lines.next()) {
      TimeUnit.NANOSECONDS.sleep(startNanos + messages * intervalNanos - System.nanoTime());
      LineRequest request = new LineRequest(type, MAX_MESSAGES);
      add(request);
      // What is at hand goes together; who types sees each line at once.
      while (intervalNanos == 0
          && request.hasRoom(REQUEST_BYTES)
          && lines.hasLineAtHand()
          && lines.next()) {
        add(request);
      }
      while (wanted.getAsBoolean()
          && !ready.offer(request, RECHECK_MILLIS, TimeUnit.MILLISECONDS)) {}
      onMore.run();
    }
  }

  /** The next request; null if none is ready. */
  @Nullable LineRequest poll() {
    return ready.poll();
  }

  /** Whether nothing waits to be taken. */
  boolean isDrained() {
    return ready.isEmpty();
  }

  /** Messages made so far; read by the filling thread. */
  long messages() {
    return messages;
  }

  /** Checksum of what was made so far; read by the filling thread. */
  ContentHash hash() {
    return hash;
  }

  private void add(LineRequest request) {
    messages++;
    hash.add(lines.bytes(), 0, lines.length());
    request.add(messages, lines.bytes(), 0, lines.length());
  }
}
