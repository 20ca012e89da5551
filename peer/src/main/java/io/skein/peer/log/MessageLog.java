package io.skein.peer.log;

import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogEntry.Contribution;
import io.skein.peer.log.LogEntry.GapEntry;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.SequenceWindow.Outcome;
import io.skein.peer.runtime.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. The bounded store of recent batches, in the order of arrival, and
 * per origin, epoch and lane in the order of their sequences: what arrives early waits. The one
 * place from which apps are served, neighbours repaired and history replayed.
 */
public final class MessageLog {
  private static final int MAX_TYPES = 1024;

  private final LogLimits limits;
  private final BatchMemory memory;
  private final EventLoop loop;
  private final EntryRing<LogEntry> entries = new EntryRing<>();
  private final Origins origins;
  private final WaitingBytes waiting;
  private final Map<MessageType, MessageType> types = new HashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private long oldestPosition = 1;
  private long bytes;
  private long appendedBytes;
  private int missingRanges;
  private int givenUpRanges;

  /** Told of what enters and leaves; called on the owner thread, must not change the log. */
  public interface Listener {
    /** An entry is in the log now. */
    void appended(LogEntry entry);

    /** An entry, the oldest, is about to leave. */
    void evicting(LogEntry entry);
  }

  public MessageLog(LogLimits limits, BatchMemory memory, EventLoop loop) {
    this.limits = limits;
    this.memory = memory;
    this.loop = loop;
    origins = new Origins(limits.origins().origins(), this::forget);
    waiting = new WaitingBytes(limits, origins, more -> missingRanges += more);
  }

  /** Never forgets what an origin published, however long ago. */
  public void pin(PeerId origin) {
    origins.pin(origin);
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  /**
   * Takes a batch that arrived. If it is new, it enters the log once all earlier ones of its lane
   * are there or given up; beyond the waiting limit the farthest one becomes missing again.
   */
  public Outcome offer(Batch batch, List<Contribution> publishers) {
    BatchHeader header = batch.header();
    LaneLog lane = laneFor(header.source());
    if (lane == null) {
      return Outcome.LATE;
    }
    Outcome outcome = offerTo(lane, header);
    if (outcome.isTaken()) {
      lane.changed(loop.nanoTime());
      origins.published(lane);
      if (header.first() == lane.nextToLog()) {
        append(lane, batch, publishers);
        logReady(lane);
      } else {
        park(lane, batch);
      }
      evict();
    }
    return outcome;
  }

  private Outcome offerTo(LaneLog lane, BatchHeader header) {
    int before = lane.window().missingRanges();
    boolean isFull = missingRanges >= limits.origins().missingRanges();
    if (isFull && lane.window().wouldMissMore(header.first(), header.last())) {
      return Outcome.FULL;
    }
    Outcome outcome = lane.window().offer(header.first(), header.last());
    missingRanges += lane.window().missingRanges() - before;
    return outcome;
  }

  private @Nullable LaneLog laneFor(OriginLane source) {
    LaneLog lane = origins.lane(source);
    if (lane != null) {
      return lane;
    }
    origins.recall(source.origin());
    lane = origins.lane(source);
    if (lane != null) {
      return lane;
    }
    return origins.isOutdated(source) ? null : origins.open(source, 1);
  }

  /** What waits in a lane is not lost with its window: it enters the log, gaps between. */
  private void forget(LaneLog lane) {
    giveUp(lane, 1, lane.window().end());
    givenUpRanges -= lane.window().givenUpRanges();
    logReady(lane);
  }

  private void park(LaneLog lane, Batch batch) {
    lane.park(batch);
    waiting.parked(lane, batch);
  }

  private void logReady(LaneLog lane) {
    LaneLog.Waiting ready;
    while ((ready = lane.pollReady()) != null) {
      Batch batch = ready.batch();
      if (batch == null) {
        appendGap(lane, new SequenceRange(lane.source(), lane.nextToLog(), ready.last()));
      } else {
        waiting.left(lane, batch);
        append(lane, batch, List.of());
      }
    }
  }

  private void append(LaneLog lane, Batch batch, List<Contribution> publishers) {
    BatchHeader header = batch.header();
    BatchHeader shared = header.sharing(lane.source(), sharedType(header.type()));
    BatchEntry entry =
        new BatchEntry(
            nextPosition(),
            appendedBytes,
            loop.wallMillis(),
            loop.nanoTime(),
            memory.keep(new Batch(shared, batch.bytes(), batch.proof())),
            publishers);
    lane.logged(entry);
    add(entry);
  }

  /** Thousands of entries have the same few types; one object each is less for the collector. */
  private MessageType sharedType(MessageType type) {
    if (types.size() >= MAX_TYPES) {
      types.clear();
    }
    return types.computeIfAbsent(type, same -> same);
  }

  private void appendGap(LaneLog lane, SequenceRange range) {
    lane.gapLogged(range);
    add(new GapEntry(nextPosition(), appendedBytes, loop.wallMillis(), loop.nanoTime(), range));
  }

  private void add(LogEntry entry) {
    entries.addLast(entry);
    bytes += entry.weight();
    appendedBytes += entry.weight();
    for (Listener listener : listeners) {
      listener.appended(entry);
    }
  }

  /**
   * Learns from a neighbour what exists of a lane.
   *
   * @param start where a lane not heard of before starts; nothing of what was before is missed
   * @param end one above the highest sequence that exists
   */
  public void expect(OriginLane source, long start, long end) {
    LaneLog lane = origins.lane(source);
    if (lane == null) {
      if (origins.isOutdated(source) || origins.hadSeen(source, end)) {
        return;
      }
      origins.recall(source.origin());
      lane = origins.lane(source);
      lane = lane == null ? origins.open(source, start) : lane;
      evict();
    }
    boolean isFull = missingRanges >= limits.origins().missingRanges();
    if (end > lane.window().end() && !isFull) {
      int before = lane.window().missingRanges();
      lane.window().expect(end);
      missingRanges += lane.window().missingRanges() - before;
      lane.changed(loop.nanoTime());
    }
  }

  /** Whether all of a range is here, was here, or was given up. */
  public boolean hasSeen(SequenceRange range) {
    LaneLog lane = origins.lane(range.source());
    return lane == null
        ? origins.isOutdated(range.source()) || origins.hadSeen(range.source(), range.last() + 1)
        : range.last() < lane.window().end()
            && !lane.window().isMissingWithin(range.first(), range.last());
  }

  /** Whether something of a range was here and was dropped, because it waited and room ran out. */
  public boolean wasDropped(SequenceRange range) {
    LaneLog lane = origins.lane(range.source());
    return lane != null && lane.window().wasTakenBack(range.first(), range.last());
  }

  /**
   * Gives up what is missing in a range: a gap enters the log in its place. Returns how many
   * messages that was.
   */
  public long giveUp(SequenceRange range) {
    LaneLog lane = origins.lane(range.source());
    if (lane == null) {
      return 0;
    }
    long count = giveUp(lane, range.first(), range.last());
    logReady(lane);
    evict();
    return count;
  }

  private long giveUp(LaneLog lane, long first, long last) {
    int missingBefore = lane.window().missingRanges();
    int givenUpBefore = lane.window().givenUpRanges();
    long count = lane.giveUp(first, last);
    if (givenUpRanges > limits.origins().missingRanges()) {
      lane.window().forgetGivenUp();
    }
    missingRanges += lane.window().missingRanges() - missingBefore;
    givenUpRanges += lane.window().givenUpRanges() - givenUpBefore;
    return count;
  }

  /** Drops what is too old or too much; to be called about every second, appending does it too. */
  public void evict() {
    long now = loop.nanoTime();
    while (!entries.isEmpty()) {
      LogEntry oldest = entries.get(0);
      boolean expired = now - oldest.arrivedAtNanos() > limits.maxAge().toNanos();
      if (!expired && (bytes <= limits.maxBytes() || entries.size() == 1)) {
        return;
      }
      for (Listener listener : listeners) {
        listener.evicting(oldest);
      }
      removeOldest(oldest);
    }
  }

  private void removeOldest(LogEntry oldest) {
    entries.removeFirst();
    oldestPosition++;
    bytes -= oldest.weight();
    if (oldest instanceof BatchEntry entry) {
      memory.evicted(entry.batch());
      LaneLog lane = origins.lane(entry.batch().header().source());
      if (lane != null) {
        lane.evicted(entry);
      }
    }
  }

  /** The entry at a position from {@link #oldestPosition()} to below {@link #nextPosition()}. */
  public LogEntry get(long position) {
    return entries.get(Math.toIntExact(position - oldestPosition));
  }

  public long oldestPosition() {
    return oldestPosition;
  }

  public long nextPosition() {
    return oldestPosition + entries.size();
  }

  /** Weight of all entries that ever entered, in bytes. */
  public long appendedBytes() {
    return appendedBytes;
  }

  /** How many bytes of the log are at or behind a position. */
  public long bytesFrom(long position) {
    return position >= nextPosition() ? 0 : appendedBytes - get(position).offset();
  }

  /** Bytes held, with their bookkeeping. */
  public long bytes() {
    return bytes;
  }

  public LogLimits limits() {
    return limits;
  }

  /** The lane, if anything is known of it. */
  public @Nullable LaneLog lane(OriginLane source) {
    return origins.lane(source);
  }

  /** All lanes known. */
  public Iterable<LaneLog> lanes() {
    return origins.lanes();
  }

  /** How far the origins had come that were forgotten: for each lane the next sequence. */
  public List<Map<OriginLane, Long>> forgottenEnds() {
    return origins.forgottenEnds();
  }

  /** Whether anything is known of an origin. */
  public boolean isTracked(PeerId origin) {
    return origins.isTracked(origin);
  }

  /** Origins that are tracked. */
  public int trackedOrigins() {
    return origins.size();
  }

  /** Origins that were forgotten for others, ever. */
  public long forgottenOrigins() {
    return origins.forgottenEver();
  }

  /** Bytes of batches that wait for earlier ones. */
  public long waitingBytes() {
    return waiting.bytes();
  }

  /** Ranges that are missing, of all origins. */
  public int missingRanges() {
    return missingRanges;
  }
}
