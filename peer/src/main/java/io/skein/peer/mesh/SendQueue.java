package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.model.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What waits for a link: control first, then batches by lane, a lower
 * lane getting a tenth of the turns while a higher one is busy. Bounded in bytes: {@link #offer}
 * refuses, and the link turns lazy.
 */
final class SendQueue {
  static final long MAX_BYTES = 8L << 20;
  private static final int LOWER_LANE_TURN = 10;

  private record Waiting(BatchFrame frame, long sinceNanos) {}

  private final ControlQueue control = new ControlQueue();
  private final List<ArrayDeque<Waiting>> lanes = new ArrayList<>();
  private long bytes;
  private int turns;
  private boolean lazy;
  private boolean urgentLazy;

  SendQueue() {
    for (int i = 0; i < Lane.values().length; i++) {
      lanes.add(new ArrayDeque<>());
    }
  }

  /** Adds a control frame; false if there is no room, and the link has to end. */
  boolean addControl(Frame frame) {
    return control.offer(frame);
  }

  ControlQueue control() {
    return control;
  }

  /** Adds a batch; false if there is no room. */
  boolean offer(BatchFrame frame, long nowNanos) {
    int size = frame.batch().size();
    if (bytes + size > MAX_BYTES && bytes > 0) {
      return false;
    }
    lanes.get(frame.batch().header().source().lane().ordinal()).add(new Waiting(frame, nowNanos));
    bytes += size;
    return true;
  }

  boolean hasUrgent() {
    return !lanes.get(Lane.URGENT.ordinal()).isEmpty();
  }

  /** Takes the next control frame; null if there is none. */
  @Nullable Frame pollControl() {
    return control.poll();
  }

  /** Takes the next batch; null if there is none. */
  @Nullable BatchFrame pollBatch() {
    ArrayDeque<Waiting> lane = nextLane();
    if (lane == null) {
      return null;
    }
    BatchFrame frame = lane.remove().frame();
    bytes -= frame.batch().size();
    return frame;
  }

  /**
   * The highest busy lane; every tenth turn the lowest one, halfway between them the middle one.
   */
  private @Nullable ArrayDeque<Waiting> nextLane() {
    List<ArrayDeque<Waiting>> busy = new ArrayList<>(lanes.size());
    for (ArrayDeque<Waiting> lane : lanes) {
      if (!lane.isEmpty()) {
        busy.add(lane);
      }
    }
    if (busy.size() < 2) {
      return busy.isEmpty() ? null : busy.getFirst();
    }
    turns = (turns + 1) % LOWER_LANE_TURN;
    if (turns == 0) {
      return busy.getLast();
    }
    return busy.get(turns == LOWER_LANE_TURN / 2 ? busy.size() - 2 : 0);
  }

  /** How long the oldest batch has waited; 0 if there is none. */
  long oldestAgeNanos(long nowNanos) {
    long age = 0;
    for (ArrayDeque<Waiting> lane : lanes) {
      Waiting oldest = lane.peek();
      age = oldest == null ? age : Math.max(age, nowNanos - oldest.sinceNanos());
    }
    return age;
  }

  /** Takes and keeps urgent batches only; the second time none. */
  void turnLazy() {
    urgentLazy = lazy;
    lazy = true;
    if (urgentLazy) {
      clearBatches();
    } else {
      clearBelowUrgent();
    }
  }

  void turnEager() {
    lazy = false;
    urgentLazy = false;
  }

  boolean isLazy() {
    return lazy;
  }

  boolean isLazyFor(BatchFrame frame) {
    return frame.batch().header().source().lane() == Lane.URGENT ? urgentLazy : lazy;
  }

  private void clearBelowUrgent() {
    for (ArrayDeque<Waiting> lane : lanes.subList(Lane.URGENT.ordinal() + 1, lanes.size())) {
      lane.forEach(waiting -> bytes -= waiting.frame().batch().size());
      lane.clear();
    }
  }

  /** Forgets the batches; the log still has them. */
  void clearBatches() {
    lanes.forEach(ArrayDeque::clear);
    bytes = 0;
  }

  /** Bytes of waiting batches. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes == 0 && control.isEmpty();
  }
}
