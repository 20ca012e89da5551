package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Pong;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Fills the next message of a link: control first, then answers to
 * pulls and queued batches by turns. Nothing follows the last urgent batch in a message.
 */
final class Outbox {
  /**
   * Small frames share a message up to this many bytes; measured as the best size of a gRPC
   * message.
   */
  private static final int MESSAGE_BYTES = 16 << 10;

  private static final int CONTROL_BYTES = 64;

  /** The largest control frames have about 16 KiB; the message must stay below what is accepted. */
  private static final int MOST_CONTROL = 32;

  private final SendQueue queue = new SendQueue();
  private @Nullable Pong pong;
  private boolean pulledLast;

  SendQueue queue() {
    return queue;
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
      Frame frame = nextBatch(pulled);
      if (frame == null) {
        break;
      }
      frames.add(frame);
      size += frame instanceof BatchFrame batch ? batch.batch().size() : CONTROL_BYTES;
      if (urgent && !queue.hasUrgent()) {
        break; // a message is read when all of it is there: on a slow link that may take long
      }
    }
    return frames;
  }

  private @Nullable Frame nextBatch(Supplier<@Nullable Frame> pulled) {
    Frame answer = pulledLast ? null : pulled.get();
    pulledLast = answer != null;
    Frame next = answer != null ? answer : queue.pollBatch();
    if (next == null) {
      next = pulled.get();
      pulledLast = next != null;
    }
    return next;
  }
}
