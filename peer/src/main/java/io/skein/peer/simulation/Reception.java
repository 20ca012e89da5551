package io.skein.peer.simulation;

import com.google.protobuf.ByteString;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.dispatch.SubscriptionSink;
import io.skein.peer.history.LaneCursor;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.Findings.Rule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. What an app beside one process is given: checks each delivery against
 * what was published, and keeps no message.
 */
final class Reception implements SubscriptionSink {
  private static final LaneCursor UNTOUCHED = new LaneCursor();

  private final int peer;
  private final OriginLane own;
  private final Book book;
  private @Nullable LaneCursor[] cursors = new LaneCursor[8];
  private @Nullable Feed feed;
  private long joinedNanos = Long.MAX_VALUE;

  /**
   * A reception that has got nothing.
   *
   * @param peer number of the peer
   * @param own lane on which the process itself publishes
   */
  Reception(int peer, OriginLane own, Book book) {
    this.peer = peer;
    this.own = own;
    this.book = book;
  }

  /** Sets what this process publishes. */
  void publishes(Feed own) {
    feed = own;
  }

  /** The process is about to end: its app publishes nothing any more. */
  void leaves() {
    if (feed != null) {
      feed.stop();
    }
    book.witness.ended(own);
  }

  /** The process has its first link: from now on it is owed everything. */
  void joined() {
    joinedNanos = book.nowNanos();
    book.witness.joined(own);
  }

  boolean hasJoined() {
    return joinedNanos != Long.MAX_VALUE;
  }

  long joinedNanos() {
    return joinedNanos;
  }

  OriginLane own() {
    return own;
  }

  @Override
  public void batch(Batch batch, long position) {
    book.witness.delivered(own, batch, position);
    BatchHeader header = batch.header();
    boolean mine = header.source().equals(own);
    boolean known = !mine || note(batch);
    LaneHistory lane = known ? book.ledger.lane(header.source()) : null;
    Published published = lane == null ? null : lane.find(batch);
    if (lane == null || published == null) {
      book.findings.broken(Rule.INVENTED, header.count(), peer, header);
      return;
    }
    switch (cursor(lane).deliver(header.first(), header.last())) {
      case AGAIN -> book.findings.broken(Rule.DUPLICATE, header.count(), peer, header);
      case OUT_OF_ORDER -> book.findings.broken(Rule.OUT_OF_ORDER, header.count(), peer, header);
      case NEXT -> {
        if (!mine) {
          book.delivered(peer, lane, published, joinedNanos);
        }
      }
    }
  }

  /** The process gets its own message first: then it is published. */
  private boolean note(Batch batch) {
    return feed != null && feed.gave(batch) && book.ledger.note(batch, peer, book.nowNanos());
  }

  private LaneCursor cursor(LaneHistory lane) {
    if (lane.index >= cursors.length) {
      cursors = Arrays.copyOf(cursors, Math.max(lane.index + 1, cursors.length * 2));
    }
    LaneCursor cursor = cursors[lane.index];
    if (cursor == null) {
      cursor = new LaneCursor();
      cursors[lane.index] = cursor;
    }
    return cursor;
  }

  /** What this process was given of a lane. */
  LaneCursor of(LaneHistory lane) {
    LaneCursor cursor = lane.index < cursors.length ? cursors[lane.index] : null;
    return cursor == null ? UNTOUCHED : cursor;
  }

  /** How many messages were passed over without a word. */
  long unreported() {
    long count = 0;
    for (LaneCursor cursor : cursors) {
      count += cursor == null ? 0 : cursor.unreported();
    }
    return count;
  }

  @Override
  public void gap(Gap gap) {
    book.witness.lost(own, gap);
    long sum = 0;
    boolean fits = true;
    for (SequenceRange range : gap.ranges()) {
      LaneHistory lane = book.ledger.lane(range.source());
      fits &= lane != null && cursor(lane).lose(range.first(), range.last());
      sum += range.count();
      if (lane != null) {
        book.lost(peer, lane, range.first(), range.count());
      }
    }
    if (!fits || sum != gap.count()) {
      book.findings.broken(Rule.MISREPORTED, gap.count(), peer, gap);
    }
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void subscribed(ByteString resumeToken) {
    book.witness.subscribed(own);
  }

  @Override
  public void caughtUp() {}

  @Override
  public void checkpoint(ByteString resumeToken) {}

  @Override
  public void tooSlow(long lagBytes) {
    throw new IllegalStateException("a sink that is always ready is called too slow");
  }

  @Override
  public void draining() {}
}
