package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.mesh.Frame.Pong;
import io.skein.peer.model.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Fills the next message of a link: control first, then answers to
 * pulls and queued batches by turns. A large batch is cut into parts, and each has a turn. Nothing
 * follows the last urgent batch in a message.
 */
final class Outbox {
  /**
   * Small frames share a message up to this many bytes; measured as the best size of a gRPC
   * message.
   */
  private static final int MESSAGE_BYTES = 16 << 10;

  private static final int CONTROL_BYTES = 64;
  private static final int YIELDS = 10;

  /** The largest control frames have about 16 KiB; the message must stay below what is accepted. */
  private static final int MOST_CONTROL = 32;

  private final SendQueue queue;
  private final Cutting cutting;

  /** What is left of a large batch that was asked for. */
  private final ArrayDeque<Part> pulledParts = new ArrayDeque<>();

  private @Nullable Pong pong;
  private boolean pulledLast;
  private int yielded;
  private boolean cuts;
  private boolean takesCompressed;

  Outbox(Cutting cutting, long queueBytes) {
    this.cutting = cutting;
    queue = new SendQueue(queueBytes);
  }

  SendQueue queue() {
    return queue;
  }

  /** The other said what it takes. */
  void offered(Hello hello) {
    cuts = hello.takesChunks();
    takesCompressed = hello.takesCompressed();
  }

  /** Whether the other offered to take a batch like this. */
  boolean takes(Batch batch) {
    return (cuts || batch.size() <= Cutting.MOST_WHOLE)
        && (takesCompressed || !batch.header().isCompressed());
  }

  /** Queues a batch, cut if it is large; false if there is no room. */
  boolean offer(BatchFrame frame, long nowNanos) {
    return cuts && Cutting.isLarge(frame)
        ? queue.offer(cutting.cut(frame), nowNanos)
        : queue.offer(frame, nowNanos);
  }

  /**
   * Queues a part of a batch that is on its way; false if the other does not take it, if there is
   * no room, or if the link is lazy and the batch was not begun.
   */
  boolean offer(Part part, boolean lazy, long nowNanos) {
    boolean compressed = part instanceof BatchStart start && start.header().isCompressed();
    boolean takes = cuts && (takesCompressed || !compressed);
    return takes && (!lazy || queue.isBegun(part)) && queue.offer(part, nowNanos);
  }

  /** Forgets chunks that the other does not want. */
  void skip(ChunkSkip skip) {
    queue.skip(skip);
    pulledParts.removeIf(skip::skips);
  }

  boolean isEmpty() {
    return queue.isEmpty() && pulledParts.isEmpty();
  }

  /**
   * Only the newest ping is answered, so that pings which nobody reads the answers of cost nothing.
   */
  void answer(Pong newest) {
    pong = newest;
  }

  /**
   * The frames of the next message; none if nothing waits.
   *
   * @param batches whether batches may be among them
   * @param pulled the next answer to a pull, null if there is none
   */
  List<Frame> next(boolean batches, Supplier<@Nullable Frame> pulled) {
    List<Frame> frames = new ArrayList<>(4);
    Frame control;
    while (frames.size() < MOST_CONTROL && (control = queue.pollControl()) != null) {
      frames.add(control);
    }
    if (pong != null) {
      frames.add(pong);
      pong = null;
    }
    long size = (long) frames.size() * CONTROL_BYTES;
    while (batches && (frames.isEmpty() || size <= MESSAGE_BYTES / 2)) {
      boolean urgent = queue.hasUrgent();
      Frame frame = nextBatch(pulled, frames.isEmpty());
      if (frame == null) {
        break;
      }
      frames.add(frame);
      size += frame instanceof Cargo cargo ? cargo.size() : CONTROL_BYTES;
      if (urgent && !queue.hasUrgent()) {
        break; // a message is read when all of it is there: on a slow link that may take long
      }
    }
    return frames;
  }

  /** A chunk goes alone: what shares a message with it would arrive only with its last byte. */
  private @Nullable Frame nextBatch(Supplier<@Nullable Frame> pulled, boolean alone) {
    boolean waits = pulledLast || yields();
    Frame answer = waits ? null : nextPulled(pulled, alone);
    pulledLast = answer != null;
    Frame next = answer != null ? answer : queue.pollBatch(alone);
    if (next == null) {
      next = nextPulled(pulled, alone);
      pulledLast = next != null;
    }
    return next;
  }

  /** A large answer lets urgent batches pass, but for a tenth of the turns. */
  private boolean yields() {
    yielded = !pulledParts.isEmpty() && queue.hasUrgent() ? (yielded + 1) % YIELDS : 0;
    return yielded != 0;
  }

  private @Nullable Frame nextPulled(Supplier<@Nullable Frame> pulled, boolean alone) {
    if (!pulledParts.isEmpty()) {
      return alone ? pulledParts.poll() : null;
    }
    Frame next = pulled.get();
    while (next instanceof BatchFrame batch && cuts && Cutting.isLarge(batch)) {
      // What is on its way over this very link need not go twice.
      if (!queue.completes(batch)) {
        pulledParts.addAll(cutting.cut(batch));
        return pulledParts.poll();
      }
      next = pulled.get();
    }
    return next;
  }
}
