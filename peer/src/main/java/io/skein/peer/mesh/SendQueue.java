package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.model.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What waits for a link: control first, then batches by lane, a lower
 * lane getting a tenth of the turns while a higher one is busy. A large batch waits as its parts,
 * one turn each. Bounded in bytes: {@link #offer} refuses, and the link turns lazy. Urgent batches
 * have room of their own beyond that, or one large message would keep them out.
 */
final class SendQueue {
  /** What urgent batches may hold where others have filled the queue. */
  static final long URGENT_BYTES = 256 << 10;

  private static final int LOWER_LANE_TURN = 10;

  private record Waiting(Cargo cargo, long sinceNanos) {}

  private final ControlQueue control = new ControlQueue();
  private final List<ArrayDeque<Waiting>> lanes = new ArrayList<>();

  /** The large batch of each lane of which some parts were sent and some were not. */
  private final @Nullable BatchStart[] begun = new BatchStart[Lane.values().length];

  private final long maxBytes;
  private long bytes;
  private int turns;

  /** A queue for batches of so many bytes together, or one larger batch. */
  SendQueue(long maxBytes) {
    this.maxBytes = maxBytes;
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

  /** Adds a batch, or a part of one; false if there is no room. */
  boolean offer(Cargo cargo, long nowNanos) {
    return offer(List.of(cargo), nowNanos);
  }

  /** Adds all parts of a batch, or none of them; false if there is no room. */
  boolean offer(List<? extends Cargo> parts, long nowNanos) {
    long size = 0;
    for (Cargo part : parts) {
      size += part.size();
    }
    boolean urgent = parts.getFirst().source().lane() == Lane.URGENT;
    if (bytes + size > maxBytes && bytes > 0 && !(urgent && hasUrgentRoom(size))) {
      return false;
    }
    for (Cargo part : parts) {
      lanes.get(lane(part)).add(new Waiting(part, nowNanos));
    }
    bytes += size;
    return true;
  }

  private boolean hasUrgentRoom(long size) {
    long most = URGENT_BYTES - size;
    for (Waiting waiting : lanes.get(Lane.URGENT.ordinal())) {
      most -= waiting.cargo().size();
      if (most < 0) {
        return false;
      }
    }
    return most >= 0;
  }

  private static int lane(Cargo cargo) {
    return cargo.source().lane().ordinal();
  }

  /** Takes the next control frame; null if there is none. */
  @Nullable Frame pollControl() {
    return control.poll();
  }

  /**
   * Takes the next batch or part of one; null if there is none.
   *
   * @param chunks whether that may be a chunk; if not, and it is the turn of one, that waits
   */
  @Nullable Cargo pollBatch(boolean chunks) {
    ArrayDeque<Waiting> lane = nextLane();
    if (lane == null || !chunks && lane.element().cargo() instanceof Chunk) {
      return null;
    }
    Cargo cargo = lane.remove().cargo();
    bytes -= cargo.size();
    if (cargo instanceof BatchStart start) {
      begun[lane(start)] = start;
    } else if (cargo instanceof Chunk chunk && isBegun(chunk) && isLast(chunk)) {
      begun[lane(chunk)] = null;
    }
    return cargo;
  }

  /** Whether the batch of a part was begun on this link and is not complete yet. */
  boolean isBegun(Cargo part) {
    BatchStart start = begun[lane(part)];
    return start != null && start.first() == part.first() && start.source().equals(part.source());
  }

  /** Whether the last chunk of a batch waits here, and so all that is still to be sent of it. */
  boolean completes(Cargo batch) {
    return lanes.get(lane(batch)).stream()
        .map(Waiting::cargo)
        .anyMatch(
            part ->
                part instanceof Chunk chunk
                    && chunk.completes() != null
                    && chunk.completes().equals(batch.completes()));
  }

  private boolean isLast(Chunk chunk) {
    BatchStart start = begun[lane(chunk)];
    return start != null && chunk.index() == start.chunks().count() - 1;
  }

  /**
   * The highest busy lane; every tenth turn the lowest one, halfway between them the middle one.
   * Whoever comes while only a lower lane is busy goes next.
   */
  private @Nullable ArrayDeque<Waiting> nextLane() {
    List<ArrayDeque<Waiting>> busy = new ArrayList<>(lanes.size());
    for (ArrayDeque<Waiting> lane : lanes) {
      if (!lane.isEmpty()) {
        busy.add(lane);
      }
    }
    if (busy.size() < 2) {
      turns = 0;
      return busy.isEmpty() ? null : busy.getFirst();
    }
    turns = (turns + 1) % LOWER_LANE_TURN;
    if (turns == 0) {
      return busy.getLast();
    }
    return busy.get(turns == LOWER_LANE_TURN / 2 ? busy.size() - 2 : 0);
  }

  boolean hasUrgent() {
    return !lanes.get(Lane.URGENT.ordinal()).isEmpty();
  }

  /** How long the oldest batch has waited; 0 if there is none. */
  long oldestAgeNanos(long nowNanos) {
    return lanes.stream().mapToLong(lane -> ageNanos(lane, nowNanos)).max().orElse(0);
  }

  /** How long the oldest urgent batch has waited; 0 if there is none. */
  long urgentAgeNanos(long nowNanos) {
    return ageNanos(lanes.get(Lane.URGENT.ordinal()), nowNanos);
  }

  private static long ageNanos(ArrayDeque<Waiting> lane, long nowNanos) {
    Waiting oldest = lane.peek();
    return oldest == null ? 0 : nowNanos - oldest.sinceNanos();
  }

  /** Forgets chunks that the other does not want. */
  void skip(ChunkSkip skip) {
    removeIf(skip::skips);
    int lane = skip.source().lane().ordinal();
    BatchStart start = begun[lane];
    if (start != null && skip.endsAll(start.header())) {
      begun[lane] = null;
    }
  }

  /**
   * Forgets batches that were not begun: the other asks for them, at its pace.
   *
   * @param urgent whether urgent ones too, which should not wait until it does
   */
  void clearBatches(boolean urgent) {
    removeIf(cargo -> (urgent || cargo.source().lane() != Lane.URGENT) && !isBegun(cargo));
  }

  /** In one pass over each lane: a full queue may hold a hundred thousand small batches. */
  private void removeIf(Predicate<Cargo> unwanted) {
    bytes = 0;
    for (ArrayDeque<Waiting> lane : lanes) {
      lane.removeIf(waiting -> unwanted.test(waiting.cargo()));
      for (Waiting kept : lane) {
        bytes += kept.cargo().size();
      }
    }
  }

  /** Bytes of waiting batches. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes == 0 && control.isEmpty();
  }
}
