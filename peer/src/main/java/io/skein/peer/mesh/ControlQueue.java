package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.Membership;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.Watermarks;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Control frames of a link that wait. They are not batches: nothing
 * sends them again, so a neighbour that takes so few of them that they fill this is no neighbour.
 */
final class ControlQueue {
  static final long MAX_BYTES = 8L << 20;

  private static final int FRAME_BYTES = 64;
  private static final int RECORD_BYTES = 1024;

  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean overflowed;

  /** Adds a frame; false if there is no room, now or before: the link has to end. */
  boolean offer(Frame frame) {
    overflowed |= bytes + weight(frame) > MAX_BYTES;
    if (!overflowed) {
      frames.add(frame);
      bytes += weight(frame);
    }
    return !overflowed;
  }

  @Nullable Frame poll() {
    Frame frame = frames.poll();
    bytes -= frame == null ? 0 : weight(frame);
    return frame;
  }

  /** Whether a frame found no room. */
  boolean hasOverflowed() {
    return overflowed;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** About how much memory the waiting frames take. */
  long bytes() {
    return bytes;
  }

  private static int weight(Frame frame) {
    if (frame instanceof Watermarks marks) {
      return FRAME_BYTES * (1 + marks.watermarks().size());
    }
    if (frame instanceof Announce announce) {
      return FRAME_BYTES * (1 + announce.ranges().size() + announce.records().size());
    }
    return frame instanceof Presence || frame instanceof Membership ? RECORD_BYTES : FRAME_BYTES;
  }
}
