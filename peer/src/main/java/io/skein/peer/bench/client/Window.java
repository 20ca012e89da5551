package io.skein.peer.bench.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Keeps a publisher near its receivers: remote readers slow nobody in the overlay, so whoever wants
 * nothing lost stays within half a log of them. Thread-safe.
 */
public final class Window {
  private record Sent(long lastSequence, long bytes) {}

  private final long maxBytes;
  private final long[] progress;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private long bytes;

  /**
   * @param maxBytes bytes in flight at most, at least 1
   * @param receivers how many report progress, at least 1
   */
  public Window(long maxBytes, int receivers) {
    if (maxBytes < 1 || receivers < 1) {
      throw new IllegalArgumentException(
          "maxBytes is " + maxBytes + ", receivers " + receivers + ", expected at least 1");
    }
    this.maxBytes = maxBytes;
    progress = new long[receivers];
  }

  /** Whether one more request may be sent. */
  public synchronized boolean hasRoom() {
    return bytes < maxBytes;
  }

  /** Takes note of a request of {@code size} bytes that ends with message {@code lastSequence}. */
  public synchronized void sent(long lastSequence, long size) {
    inFlight.add(new Sent(lastSequence, size));
    bytes += size;
  }

  /**
   * Takes note that a receiver has seen messages up to {@code sequence}; what it missed before does
   * not hold the window.
   *
   * @return the sequence that all receivers have come to
   */
  public synchronized long received(int receiver, long sequence) {
    progress[receiver] = Math.max(progress[receiver], sequence);
    long slowest = Arrays.stream(progress).min().orElseThrow();
    while (!inFlight.isEmpty() && inFlight.element().lastSequence() <= slowest) {
      bytes -= inFlight.remove().bytes();
    }
    return slowest;
  }
}
