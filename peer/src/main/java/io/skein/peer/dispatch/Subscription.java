package io.skein.peer.dispatch;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogEntry.Contribution;
import io.skein.peer.log.LogEntry.GapEntry;
import io.skein.peer.log.MessageLog;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.Patience;
import java.util.HashMap;
import java.util.Map;

/**
 * Confined to the owner thread. One app's cursor over the log. Live, it is handed each matching
 * entry as it comes; otherwise it has a position, and reads on from there whenever its app is
 * ready.
 */
public final class Subscription implements AutoCloseable {
  /** Above every sequence: all of a lane has been seen. */
  static final long ALL = Long.MAX_VALUE;

  private final Dispatcher dispatcher;
  private final MessageLog log;
  private final SubscriptionSpec spec;
  private final SubscriptionSink sink;
  private final PendingGaps gaps = new PendingGaps();
  private final Patience patience = new Patience();

  /** What a resume token has seen already, per lane, as far as it may still come. */
  private final Map<OriginLane, Long> seen;

  private final long catchUpTo;
  private boolean caughtUp;
  private boolean live;
  private boolean closed;
  private long position;
  private long cutFirst;
  private ByteString lastToken = ByteString.EMPTY;

  Subscription(
      Dispatcher dispatcher, SubscriptionSpec spec, SubscriptionSink sink, StartPoint start) {
    this.dispatcher = dispatcher;
    this.log = dispatcher.log();
    this.spec = spec;
    this.sink = sink;
    this.position = start.position();
    this.cutFirst = start.cutFirst();
    this.seen = new HashMap<>(start.seen());
    this.catchUpTo = log.nextPosition();
    start.lost().forEach(range -> gaps.add(GapReason.EVICTED, range, range.count(), false));
  }

  /** Sends the first answer and what is there already. */
  public void begin() {
    // A token that has the loss behind it must not come before the loss is told.
    lastToken =
        spec.start() instanceof Start.Resume resume && !gaps.isEmpty()
            ? resume.token().encode()
            : token();
    sink.subscribed(lastToken);
    pump();
  }

  /** The app can take more. */
  public void ready() {
    if (!closed && !live) {
      pump();
    }
  }

  private void pump() {
    while (!closed && sink.isReady()) {
      Gap gap = gaps.poll();
      if (gap != null) {
        dispatcher.counters().reportedLost += gap.count();
        sink.gap(gap);
      } else if (!caughtUp && position >= catchUpTo) {
        caughtUp = true;
        sink.caughtUp();
      } else if (position == log.nextPosition()) {
        live = true;
        dispatcher.isLive(this);
        return;
      } else {
        deliver(log.get(position++));
      }
    }
  }

  /** An entry that this live subscription wants entered the log. */
  void appended(LogEntry entry) {
    if (!live) {
      return;
    }
    if (sink.isReady()) {
      deliver(entry);
      if (!gaps.isEmpty()) {
        fallBehind(entry.position() + 1);
        pump();
      }
    } else {
      fallBehind(entry.position());
    }
  }

  private void fallBehind(long from) {
    live = false;
    position = from;
    dispatcher.isBehind(this);
  }

  private void deliver(LogEntry entry) {
    switch (entry) {
      case BatchEntry batch -> deliver(batch);
      case GapEntry gap -> deliver(gap.range());
    }
  }

  private void deliver(SequenceRange neverArrived) {
    long unseen = unseenFrom(neverArrived.source(), neverArrived.first(), neverArrived.last());
    if (unseen <= neverArrived.last()) {
      SequenceRange range = new SequenceRange(neverArrived.source(), unseen, neverArrived.last());
      gaps.add(GapReason.NEVER_ARRIVED, range, range.count(), false);
    }
  }

  private void deliver(BatchEntry entry) {
    BatchHeader header = entry.batch().header();
    if (!wants(header)) {
      return;
    }
    if (spec.noEcho() && !entry.publishers().isEmpty()) {
      int start = 0;
      for (Contribution run : entry.publishers()) {
        if (!run.app().equals(spec.app())) {
          deliverRun(entry, start, start + run.count());
        }
        start += run.count();
      }
    } else {
      deliverRun(entry, 0, header.count());
    }
  }

  private void deliverRun(BatchEntry entry, int from, int to) {
    int cut = (int) Math.min(cutFirst, to - from);
    cutFirst -= cut;
    if (from + cut < to) {
      deliver(entry, from + cut, to);
    }
  }

  private void deliver(BatchEntry entry, int from, int to) {
    try {
      Batch slice = BatchCodec.slice(dispatcher.readable().of(entry), from, to);
      dispatcher.counters().delivered += to - from;
      sink.batch(slice, entry.position());
    } catch (InvalidProtocolBufferException e) {
      // It does not hold what its origin said; links relay it unread.
      gaps.add(GapReason.UNREADABLE, entry.batch().header().range(), to - from, true);
    }
  }

  private boolean wants(BatchHeader header) {
    return spec.matches(header.type())
        && unseenFrom(header.source(), header.first(), header.last()) <= header.last();
  }

  /**
   * The first sequence of a range that the resume token has not seen; above the last one if it has
   * seen all. Only a range that was given up can be seen in part: another peer had some of it.
   */
  private long unseenFrom(OriginLane source, long first, long last) {
    Long next = seen.get(source);
    if (next == null) {
      return first;
    }
    if (last >= next) {
      seen.remove(source);
    }
    return Math.max(first, next);
  }

  /**
   * The oldest entry is about to leave the log; if it was still to be delivered, it is lost now.
   */
  void evicting(LogEntry entry) {
    if (!live && entry.position() >= position) {
      skip(entry, GapReason.EVICTED);
    }
  }

  private void skip(LogEntry entry, GapReason reason) {
    position = entry.position() + 1;
    switch (entry) {
      case BatchEntry batch -> {
        long count = lostOf(batch);
        if (count > 0) {
          gaps.add(reason, batch.batch().header().range(), count, true);
        }
      }
      case GapEntry gap -> deliver(gap.range());
    }
  }

  private long lostOf(BatchEntry entry) {
    BatchHeader header = entry.batch().header();
    if (!wants(header)) {
      return 0;
    }
    long wanted = wantedOf(spec, entry);
    long cut = Math.min(cutFirst, wanted);
    cutFirst -= cut;
    return wanted - cut;
  }

  /** How many messages of a matching batch a subscription wants. */
  static long wantedOf(SubscriptionSpec spec, BatchEntry entry) {
    int count = entry.batch().header().count();
    if (spec.noEcho()) {
      for (Contribution run : entry.publishers()) {
        count -= run.app().equals(spec.app()) ? run.count() : 0;
      }
    }
    return count;
  }

  /**
   * Applies the policy to how far this subscription is behind. Who still reads what was there when
   * it came is not slow: it would never get through a longer replay, nor back after a disconnect.
   */
  void enforcePolicy() {
    if (position < catchUpTo) {
      return;
    }
    switch (spec.policy()) {
      case CATCH_UP -> {}
      case DROP_OLDEST -> {
        while (log.bytesFrom(position) > spec.maxLagBytes()) {
          skip(log.get(position), GapReason.DROPPED_OLDEST);
        }
      }
      case DISCONNECT -> {
        long lag = log.bytesFrom(position);
        if (lag > spec.maxLagBytes()) {
          sink.tooSlow(lag);
          close();
        }
      }
    }
  }

  /** Whether the publishers of this peer are to wait for this subscription. */
  boolean holdsBack(long nowNanos) {
    return spec.policy() == SlowPolicy.CATCH_UP
        && patience.holdsBack(log.bytesFrom(position) > log.limits().maxBytes() / 2, nowNanos);
  }

  /** Sends the resume token if it changed. */
  void checkpoint() {
    if (sink.isReady() && gaps.isEmpty()) {
      ByteString token = token();
      if (!token.equals(lastToken)) {
        lastToken = token;
        sink.checkpoint(token);
      }
    }
  }

  private ByteString token() {
    if (live && seen.isEmpty()) {
      return dispatcher.liveToken();
    }
    Map<OriginLane, Long> next = dispatcher.nextAt(live ? log.nextPosition() : position);
    seen.forEach(
        (source, sequence) -> {
          if (sequence == ALL) {
            next.remove(source);
          } else {
            next.merge(source, sequence, Math::max);
          }
        });
    return new ResumeToken(next).encode();
  }

  /** Sends the last token, as far as the app takes it, and ends the call. */
  void drain() {
    checkpoint();
    sink.draining();
    close();
  }

  /** Whether everything in the log has been handed over. */
  boolean isLive() {
    return live;
  }

  boolean isClosed() {
    return closed;
  }

  SubscriptionSpec spec() {
    return spec;
  }

  boolean matches(MessageType type) {
    return spec.matches(type);
  }

  /** Ends the subscription; nothing is delivered afterwards. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      dispatcher.remove(this);
    }
  }
}
