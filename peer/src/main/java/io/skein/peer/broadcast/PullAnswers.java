package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Missing;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What one neighbour asked for and has not got yet: ranges, read from
 * the log only when the link has room, so that a backfill of the whole log holds no memory.
 */
final class PullAnswers {
  /** More ranges than an honest neighbour has holes at once are ignored: it asks again. */
  private static final int MAX_RANGES = 4096;

  private final MessageLog log;
  private final Predicate<Batch> takes;
  private final BroadcastCounters counters;
  private final Predicate<OriginLane> mayStillCome;
  private final ArrayDeque<SequenceRange> asked = new ArrayDeque<>();

  /**
   * What this peer misses too, or has never heard of, and may still get: to say Missing now would
   * let others give up.
   */
  private final Set<SequenceRange> undecided = new LinkedHashSet<>();

  /**
   * What one neighbour asked for.
   *
   * @param takes whether it can be sent a batch; what it cannot is missing for it
   * @param mayStillCome whether more of a lane may exist than its window shows
   */
  PullAnswers(
      MessageLog log,
      Predicate<Batch> takes,
      BroadcastCounters counters,
      Predicate<OriginLane> mayStillCome) {
    this.log = log;
    this.takes = takes;
    this.counters = counters;
    this.mayStillCome = mayStillCome;
  }

  void add(SequenceRange range) {
    if (asked.size() + undecided.size() < MAX_RANGES) {
      asked.add(range);
    }
  }

  /** The next frame of the answer; null if everything is answered that can be answered now. */
  @Nullable Frame next() {
    SequenceRange range;
    while ((range = asked.poll()) != null) {
      LaneLog lane = log.lane(range.source());
      if (lane == null) {
        undecided.add(range);
        continue;
      }
      Frame frame = answer(lane, range);
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }

  /**
   * The next part of an answer; null if there is none now. What may exist and was never seen here
   * is neither missing nor kept in mind: when it comes, the neighbour is told.
   */
  private @Nullable Frame answer(LaneLog lane, SequenceRange range) {
    Batch batch = lane.holding(range.first());
    if (batch != null) {
      again(range, batch.header().last() + 1);
      if (!takes.test(batch)) {
        return withheld(range, batch.header());
      }
      return new BatchFrame(0, ByteString.EMPTY, batch);
    }
    List<long[]> holes = lane.window().missingWithin(range.first(), range.last());
    if (!holes.isEmpty() && holes.getFirst()[0] == range.first()) {
      again(range, holes.getFirst()[1] + 1);
      undecided.add(new SequenceRange(range.source(), range.first(), holes.getFirst()[1]));
      return null;
    }
    long end = mayStillCome.test(range.source()) ? lane.window().end() : Long.MAX_VALUE;
    if (range.first() >= end) {
      return null;
    }
    long known = holes.isEmpty() ? end : holes.getFirst()[0];
    long next = Math.min(known, lane.nextHeldAfter(range.first()));
    long missingTo = Math.min(range.last(), next - 1);
    again(range, missingTo + 1);
    return new Missing(new SequenceRange(range.source(), range.first(), missingTo));
  }

  private Missing withheld(SequenceRange asked, BatchHeader held) {
    long last = Math.min(asked.last(), held.last());
    counters.withheld += last - asked.first() + 1;
    return new Missing(new SequenceRange(asked.source(), asked.first(), last));
  }

  private void again(SequenceRange range, long first) {
    if (first <= range.last()) {
      asked.addFirst(new SequenceRange(range.source(), first, range.last()));
    }
  }

  /** Looks again at what this peer was missing itself; true if there is any. */
  boolean retry() {
    boolean any = !undecided.isEmpty();
    asked.addAll(undecided);
    undecided.clear();
    return any;
  }

  /** Whether everything is answered that can be answered now. */
  boolean isEmpty() {
    return asked.isEmpty();
  }
}
