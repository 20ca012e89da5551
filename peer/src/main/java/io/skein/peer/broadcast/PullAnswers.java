package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Missing;
import io.skein.peer.model.Batch;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What one neighbour asked for and has not got yet: ranges, read from
 * the log only when the link has room, so that a backfill of the whole log holds no memory.
 */
final class PullAnswers {
  /** More ranges than an honest neighbour has holes at once are ignored: it asks again. */
  private static final int MAX_RANGES = 4096;

  private final MessageLog log;
  private final ArrayDeque<SequenceRange> asked = new ArrayDeque<>();

  PullAnswers(MessageLog log) {
    this.log = log;
  }

  void add(SequenceRange range) {
    if (asked.size() < MAX_RANGES) {
      asked.add(range);
    }
  }

  /** The next frame of the answer; null if everything is answered. */
  @Nullable Frame next() {
    SequenceRange range = asked.poll();
    if (range == null) {
      return null;
    }
    LaneLog lane = log.lane(range.source());
    Batch batch = lane == null ? null : lane.holding(range.first());
    if (batch != null) {
      again(range.source(), batch.header().last() + 1, range.last());
      return new BatchFrame(0, ByteString.EMPTY, ByteString.EMPTY, batch);
    }
    long next = lane == null ? Long.MAX_VALUE : lane.nextHeldAfter(range.first());
    long missingTo = Math.min(range.last(), next - 1);
    again(range.source(), missingTo + 1, range.last());
    return new Missing(new SequenceRange(range.source(), range.first(), missingTo));
  }

  private void again(OriginLane source, long first, long last) {
    if (first <= last) {
      asked.addFirst(new SequenceRange(source, first, last));
    }
  }

  boolean isEmpty() {
    return asked.isEmpty();
  }
}
