package io.skein.compare.thin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Frames that wait for one stream. What waits is joined up to the size of a frame, and no longer
 * than until the loop comes by: an idle path sends at once. Confined to the event loop.
 */
final class Outgoing {
  /** What gRPC does for a stream. */
  interface Sink {
    boolean isReady();

    void send(JoinedBytes frame);
  }

  private static final int MOST_BYTES = 256 << 10;

  private final Sink sink;
  private final int frameBytes;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;

  /**
   * A queue.
   *
   * @param frameBytes up to which size frames are joined; 1 joins none
   */
  Outgoing(Sink sink, int frameBytes) {
    this.sink = sink;
    this.frameBytes = frameBytes;
  }

  void add(byte[] frame) {
    waiting.add(frame);
    waitingBytes += frame.length;
  }

  boolean isFull() {
    return waitingBytes >= MOST_BYTES;
  }

  /** Sends what the stream takes. */
  void drain() {
    while (!waiting.isEmpty() && sink.isReady()) {
      sink.send(next());
    }
  }

  private JoinedBytes next() {
    byte[] first = waiting.remove();
    int length = first.length;
    List<byte[]> parts = List.of(first);
    byte[] more = waiting.peek();
    if (more != null && length + more.length <= frameBytes) {
      parts = new ArrayList<>();
      parts.add(first);
      for (; more != null && length + more.length <= frameBytes; more = waiting.peek()) {
        parts.add(waiting.remove());
        length += more.length;
      }
    }
    waitingBytes -= length;
    return new JoinedBytes(parts, length);
  }
}
