package io.skein.peer.broadcast;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Confined to the owner thread. Whose turn it is among apps that wait to publish: deficit round
 * robin by bytes (Shreedhar and Varghese, 1995). However many calls an app has open and however
 * large its requests are, it gets no more than any other that waits.
 */
final class FairTurns {
  /** What an app gets in each round. */
  static final long QUANTUM_BYTES = Batcher.BATCH_BYTES;

  /** What an app may have waiting. */
  static final long MOST_WAITING_BYTES = 32 << 20;

  private record Turn(long bytes, Runnable task) {}

  /** The turns that one app waits for. */
  private static final class Line {
    final String app;
    final ArrayDeque<Turn> turns = new ArrayDeque<>();
    long credit;
    long waitingBytes;

    Line(String app) {
      this.app = app;
    }
  }

  private final Map<String, Line> lines = new HashMap<>();
  private final ArrayDeque<Line> round = new ArrayDeque<>();

  boolean isEmpty() {
    return round.isEmpty();
  }

  /** Whether an app may have so many bytes more waiting; one task always may. */
  boolean hasRoom(String app, long bytes) {
    Line line = lines.get(app);
    return line == null || line.waitingBytes + bytes <= MOST_WAITING_BYTES;
  }

  /**
   * Puts a task at the end of its app's line.
   *
   * @param bytes what the turn costs
   */
  void add(String app, long bytes, Runnable task) {
    Line line = lines.get(app);
    if (line == null) {
      line = new Line(app);
      lines.put(app, line);
      round.add(line);
    }
    line.turns.add(new Turn(bytes, task));
    line.waitingBytes += bytes;
  }

  /** Takes out the task whose turn it is; there has to be one. */
  Runnable next() {
    while (true) {
      Line line = round.element();
      Turn turn = line.turns.element();
      if (line.credit >= turn.bytes()) {
        line.turns.remove();
        line.credit -= turn.bytes();
        line.waitingBytes -= turn.bytes();
        forgetIfEmpty(line);
        return turn.task();
      }
      line.credit += QUANTUM_BYTES;
      round.add(round.remove());
    }
  }

  /** Who waits for nothing saves nothing up. */
  private void forgetIfEmpty(Line line) {
    if (line.turns.isEmpty()) {
      round.remove();
      lines.remove(line.app);
    }
  }
}
