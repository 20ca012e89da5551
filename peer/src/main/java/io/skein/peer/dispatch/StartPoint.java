package io.skein.peer.dispatch;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.MessageLog;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Immutable. Where in the log of this peer a subscription begins.
 *
 * @param position first entry to look at
 * @param cutFirst how many messages of the first matching batch to leave out
 * @param seen sequences below these, per lane, are left out
 * @param lost what the start asked for and the log no longer has
 */
record StartPoint(
    long position, long cutFirst, Map<OriginLane, Long> seen, List<SequenceRange> lost) {

  static StartPoint of(SubscriptionSpec spec, MessageLog log) {
    return switch (spec.start()) {
      case Start.New fresh -> at(log.nextPosition(), 0);
      case Start.Last last -> last(spec, last.messages(), log);
      case Start.Since since -> at(since(since.unixMillis(), log), 0);
      case Start.Resume resume -> resume(resume.token(), log);
    };
  }

  private static StartPoint at(long position, long cutFirst) {
    return new StartPoint(position, cutFirst, Map.of(), List.of());
  }

  private static StartPoint last(SubscriptionSpec spec, long messages, MessageLog log) {
    long position = log.nextPosition();
    long found = 0;
    while (found < messages && position > log.oldestPosition()) {
      position--;
      if (log.get(position) instanceof BatchEntry entry
          && spec.matches(entry.batch().header().type())) {
        found += Subscription.wantedOf(spec, entry);
      }
    }
    return at(position, Math.max(0, found - messages));
  }

  private static long since(long unixMillis, MessageLog log) {
    long position = log.nextPosition();
    while (position > log.oldestPosition()) {
      LogEntry before = log.get(position - 1);
      if (before.arrivedAtMillis() < unixMillis) {
        break;
      }
      position--;
    }
    return position;
  }

  private static StartPoint resume(ResumeToken token, MessageLog log) {
    Map<OriginLane, Long> seen = new HashMap<>();
    List<SequenceRange> lost = new ArrayList<>();
    token
        .next()
        .forEach(
            (source, next) -> {
              LaneLog lane = log.lane(source);
              if (lane == null || next > lane.oldest()) {
                seen.put(source, next);
              }
            });
    for (LaneLog lane : log.lanes()) {
      long next = token.next().getOrDefault(lane.source(), 1L);
      if (next < lane.oldest()) {
        lost.add(new SequenceRange(lane.source(), next, lane.oldest() - 1));
      }
    }
    return new StartPoint(log.oldestPosition(), 0, seen, lost);
  }
}
