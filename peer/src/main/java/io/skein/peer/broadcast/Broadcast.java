package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.log.LaneLog;
import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogEntry.Contribution;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.Watermark;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkListener;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Spreads batches: seals what apps publish, floods each new batch to
 * all neighbours but the one it came from, compares watermarks with them and pulls what is missing.
 */
public final class Broadcast implements LinkListener, MessageLog.Listener {
  /** Links that a batch may cross. */
  static final int MAX_HOPS = 32;

  private static final Duration WATERMARKS = Duration.ofSeconds(10);
  private static final int WATERMARKS_A_FRAME = 256;

  private final PeerId self;
  private final long epoch;
  private final EventLoop loop;
  private final MessageLog log;
  private final Mesh mesh;
  private final Batcher batcher;
  private final Receipts receipts = new Receipts();
  private final Repair repair;
  private final LazyLinks lazyLinks;
  private final IdentityHashMap<Link, PullAnswers> answers = new IdentityHashMap<>();
  private final BroadcastCounters counters = new BroadcastCounters();
  private final Runnable requestBurst;
  private EventLoop.@Nullable Timer timer;
  private boolean joined;
  private long joinedAtNanos;

  /**
   * A broadcast.
   *
   * @param requestBurst asks for {@link #drain} after the reads at hand
   */
  public Broadcast(
      PeerId self, long epoch, EventLoop loop, MessageLog log, Mesh mesh, Runnable requestBurst) {
    this.self = self;
    this.epoch = epoch;
    this.loop = loop;
    this.log = log;
    this.mesh = mesh;
    this.requestBurst = requestBurst;
    this.batcher = new Batcher(self, epoch, loop, this::sealed);
    this.repair = new Repair(log, mesh, loop, new RepairEvents());
    this.lazyLinks = new LazyLinks(loop, this::sendWatermarks);
    log.addListener(this);
  }

  /** Starts the exchange of watermarks. */
  public void start() {
    timer = loop.schedule(WATERMARKS, this::exchange);
  }

  private void exchange() {
    timer = loop.schedule(WATERMARKS, this::exchange);
    for (Link link : mesh.neighbours()) {
      if (link.isQueueEmpty() && !link.isLazy()) {
        sendWatermarks(link);
      }
    }
  }

  /**
   * Publishes messages in wire form; they are sealed after the burst of reads at hand.
   *
   * @param run message fields with their tags, at most 16 KiB together unless there is only one
   */
  public void publish(Publisher publisher, Lane lane, MessageType type, ByteString run, int count) {
    batcher.add(publisher, lane, type, run, count);
    requestBurst.run();
  }

  /** Seals what was published during a burst. */
  public void drain() {
    batcher.drain();
  }

  private void sealed(BatchHeader header, List<ByteString> messages, List<Batcher.Share> shares) {
    Batch batch = BatchCodec.encode(header, messages);
    counters.published += header.count();
    log.offer(batch, contributions(shares));
    receipts.accepted(header, shares);
    mesh.spread(new BatchFrame(0, ByteString.EMPTY, ByteString.EMPTY, batch), null);
  }

  private static List<Contribution> contributions(List<Batcher.Share> shares) {
    List<Contribution> contributions = new ArrayList<>(shares.size());
    String app = null;
    int count = 0;
    for (Batcher.Share share : shares) {
      if (app != null && !app.equals(share.publisher().app())) {
        contributions.add(new Contribution(app, count));
        count = 0;
      }
      app = share.publisher().app();
      count += share.count();
    }
    if (app != null) {
      contributions.add(new Contribution(app, count));
    }
    return contributions;
  }

  @Override
  public void opened(Link link) {
    answers.put(link, new PullAnswers(log));
    sendWatermarks(link);
  }

  private void sendWatermarks(Link link) {
    List<Watermark> part = new ArrayList<>();
    for (LaneLog lane : log.lanes()) {
      if (part.size() == WATERMARKS_A_FRAME) {
        link.sendControl(new Watermarks(List.copyOf(part), true));
        part.clear();
      }
      long next = lane.window().next();
      long oldest = Math.min(next, lane.oldest());
      part.add(new Watermark(lane.source(), next, oldest, lane.window().end()));
    }
    link.sendControl(new Watermarks(List.copyOf(part), false));
  }

  @Override
  public void closed(Link link) {
    answers.remove(link);
    repair.closed(link);
    lazyLinks.closed(link);
  }

  @Override
  public void batch(Link link, BatchFrame frame) {
    BatchHeader header = frame.batch().header();
    if (frame.hops() > MAX_HOPS) {
      counters.invalid += header.count();
      return;
    }
    if (isOwn(header.source())) {
      counters.duplicates += header.count();
      return;
    }
    boolean answer = repair.isAnswer(link, header.range());
    switch (log.offer(frame.batch(), List.of())) {
      case NEW -> fresh(link, frame, answer);
      case DUPLICATE -> counters.duplicates += header.count();
      case LATE -> counters.late += header.count();
      case FULL -> {}
      case INVALID -> {
        counters.invalid += header.count();
        link.close(DisconnectReason.PROTOCOL, "a batch overlaps in part with what was seen");
      }
    }
  }

  private void fresh(Link link, BatchFrame frame, boolean answer) {
    BatchHeader header = frame.batch().header();
    counters.received += header.count();
    if (answer) {
      counters.repaired += header.count();
    } else {
      mesh.relay(frame, link);
    }
    LaneLog lane = log.lane(header.source());
    if (lane != null && lane.window().hasMissing()) {
      repair.early(header.source());
    }
  }

  private boolean isOwn(OriginLane source) {
    return source.epoch() == epoch && source.origin().equals(self);
  }

  @Override
  public void watermarks(Link link, Watermarks watermarks) {
    for (Watermark watermark : watermarks.watermarks()) {
      if (isOwn(watermark.source())) {
        receipts.seen(watermark.source(), watermark.next());
      } else {
        log.expect(watermark.source(), isJoining() ? watermark.oldest() : 1, watermark.end());
        repair.announced(watermark.source());
      }
    }
    requestBurst.run();
    if (!joined && !watermarks.more()) {
      joined = true;
      joinedAtNanos = loop.nanoTime();
    }
  }

  /**
   * What was published before this peer came is not missed; but once it has compared with its first
   * neighbours, a lane that it never heard of is one that it was cut off from: it starts at 1, so
   * that what has left the neighbours' logs meanwhile is reported lost.
   */
  private boolean isJoining() {
    return !joined || loop.nanoTime() - joinedAtNanos < WATERMARKS.toNanos();
  }

  @Override
  public void pull(Link link, SequenceRange range) {
    PullAnswers answer = answers.get(link);
    if (answer != null) {
      if (!isOwn(range.source()) && log.lane(range.source()) != null) {
        log.expect(range.source(), range.first(), range.last() + 1);
        repair.announced(range.source());
      }
      answer.add(range);
      lazyLinks.pulled(link);
    }
  }

  @Override
  public void announce(Link link, Announce announce) {}

  @Override
  public void graft(Link link, SequenceRange range) {
    pull(link, range);
  }

  @Override
  public void prune(Link link, PeerId origin) {}

  @Override
  public void presence(Link link, Presence presence) {}

  @Override
  public void recordGraft(Link link, PeerId peer) {}

  /** What repair tells. */
  private final class RepairEvents implements Repair.Listener {
    @Override
    public void gaveUp(SequenceRange range, long count) {
      counters.givenUp += count;
    }

    @Override
    public void stepped() {
      answers.forEach(
          (link, answer) -> {
            if (answer.retry()) {
              mesh.writeSoon(link);
            }
          });
    }
  }

  @Override
  public void missing(Link link, SequenceRange range) {
    repair.denied(link, range);
  }

  @Override
  public void acknowledged(BatchHeader header) {
    receipts.relayed(header);
    requestBurst.run();
  }

  @Override
  public @Nullable Frame nextPulled(Link link) {
    PullAnswers answer = answers.get(link);
    return answer == null ? null : answer.next();
  }

  @Override
  public void idle(Link link) {
    if (link.isLazy()) {
      lazyLinks.idle(link);
    }
  }

  @Override
  public void appended(LogEntry entry) {}

  @Override
  public void evicting(LogEntry entry) {
    if (entry instanceof BatchEntry held && isOwn(held.batch().header().source())) {
      receipts.evicted(held.batch().header());
    }
  }

  /** Whether every message that was accepted has reached a neighbour, as far as there is one. */
  public boolean isDrained() {
    return mesh.neighbours().isEmpty()
        || !receipts.isWaiting() && mesh.neighbours().stream().allMatch(this::hasSentAll);
  }

  private boolean hasSentAll(Link link) {
    PullAnswers answer = answers.get(link);
    return link.isQueueEmpty() && link.isAcknowledged() && (answer == null || answer.isEmpty());
  }

  public BroadcastCounters counters() {
    return counters;
  }

  /** Ends the timers. */
  public void close() {
    if (timer != null) {
      timer.cancel();
    }
    repair.close();
  }
}
