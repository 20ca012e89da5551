package io.skein.peer.grpc;

import io.skein.peer.broadcast.Publisher;
import io.skein.peer.model.BatchHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. One request whose fate outlives its call: a unary publish, or one
 * with a key.
 */
final class Publication implements Publisher {
  private final String app;
  private final int count;
  private final List<Runnable> onAccepted = new ArrayList<>();
  private final List<Runnable> onRelayed = new ArrayList<>();
  private final List<Runnable> onExpired = new ArrayList<>();
  private int accepted;
  private int relayed;
  private boolean expired;
  private @Nullable BatchHeader lastBatch;
  private long lastSequence;

  Publication(String app, int count) {
    this.app = app;
    this.count = count;
  }

  @Override
  public String app() {
    return app;
  }

  @Override
  public void accepted(BatchHeader batch, long first, int messages) {
    lastBatch = batch;
    lastSequence = first + messages - 1;
    accepted += messages;
    if (accepted == count) {
      runAll(onAccepted);
    }
  }

  @Override
  public void relayed(BatchHeader batch, long first, int messages) {
    relayed += messages;
    if (isRelayed()) {
      onExpired.clear();
      runAll(onRelayed);
    }
  }

  @Override
  public void expired(BatchHeader batch, long first, int messages) {
    expired = true;
    onRelayed.clear();
    runAll(onExpired);
  }

  private static void runAll(List<Runnable> tasks) {
    List<Runnable> now = List.copyOf(tasks);
    tasks.clear();
    now.forEach(Runnable::run);
  }

  void whenAccepted(Runnable task) {
    if (accepted == count) {
      task.run();
    } else {
      onAccepted.add(task);
    }
  }

  /**
   * Runs one of the tasks: once all of it has reached a neighbour, or once that can happen no more.
   */
  void whenRelayed(Runnable task, Runnable otherwise) {
    if (isRelayed()) {
      task.run();
    } else if (expired) {
      otherwise.run();
    } else {
      onRelayed.add(task);
      onExpired.add(otherwise);
    }
  }

  boolean isRelayed() {
    return relayed == count;
  }

  /** The batch of its last message; only once it is accepted. */
  BatchHeader lastBatch() {
    return Objects.requireNonNull(lastBatch, "not accepted yet");
  }

  long lastSequence() {
    return lastSequence;
  }
}
