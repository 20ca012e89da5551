package io.skein.peer.dispatch;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogEntry.GapEntry;
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
    Map<OriginLane, Long> oldest = oldest(log);
    Map<OriginLane, Long> seen = new HashMap<>();
    List<SequenceRange> lost = new ArrayList<>();
    token
        .next()
        .forEach(
            (source, next) -> {
              if (next >= oldest.getOrDefault(source, 1L)) {
                seen.put(source, next);
              }
            });
    oldest.forEach(
        (source, first) -> {
          long next = token.next().getOrDefault(source, 1L);
          if (token.isForgotten(source)) {
            seen.put(source, Subscription.ALL);
          } else if (next < first) {
            lost.add(new SequenceRange(source, next, first - 1));
            seen.put(source, first);
          }
        });
    return new StartPoint(log.oldestPosition(), 0, seen, lost);
  }

  /** The oldest sequence that each lane still has in the log, as a batch or as a gap. */
  private static Map<OriginLane, Long> oldest(MessageLog log) {
    Map<OriginLane, Long> oldest = new HashMap<>();
    for (long p = log.oldestPosition(); p < log.nextPosition(); p++) {
      SequenceRange range =
          switch (log.get(p)) {
            case BatchEntry entry -> entry.batch().header().range();
            case GapEntry entry -> entry.range();
          };
      oldest.putIfAbsent(range.source(), range.first());
    }
    for (LaneLog lane : log.lanes()) {
      oldest.putIfAbsent(lane.source(), lane.nextToLog());
    }
    return oldest;
  }
}
