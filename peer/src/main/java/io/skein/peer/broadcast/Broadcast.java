package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.log.MessageLog;
import io.skein.peer.membership.Directory;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.Announced;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.OverRate;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkListener;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.Burst;
import io.skein.peer.runtime.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Spreads batches: seals what apps publish, sends each new batch
 * along its origin's tree and announces it to the other neighbours, and pulls what is missing.
 */
public final class Broadcast implements LinkListener {
  /** Links that a batch may cross. */
  static final int MAX_HOPS = 32;

  private final BroadcastConfig config;
  private final MessageLog log;
  private final Mesh mesh;
  private final OwnBatches ownBatches;
  private final ProofCheck proofs;
  private final Receipts receipts = new Receipts();
  private final Trees trees;
  private final Announcements announcements;
  private final Spread spread;
  private final PresenceSpread presence;
  private final WatermarkExchange watermarks;
  private final Repair repair;
  private final LazyLinks lazyLinks;
  private final Traces traces;
  private final Throttling throttling;
  private final Pulls pulls;
  private final Hearsay hearsay;
  private final BroadcastCounters counters = new BroadcastCounters();
  private final Runnable requestBurst;
  private final Arrivals arrivals;

  /**
   * A broadcast.
   *
   * @param burst runs {@link #endBurst} after the reads at hand
   */
  public Broadcast(
      BroadcastConfig config,
      EventLoop loop,
      MessageLog log,
      Mesh mesh,
      Directory directory,
      Burst burst) {
    this.config = config;
    this.log = log;
    this.mesh = mesh;
    requestBurst = burst::request;
    ownBatches = new OwnBatches(config, loop, requestBurst, this::proved);
    proofs = new ProofCheck(config.proofs(), log, mesh.misdeeds(), counters);
    trees = new Trees(loop, burst::lagNanos, log.limits().origins().origins(), log::isTracked);
    announcements = new Announcements(log, loop);
    spread = new Spread(mesh, trees, announcements, config.flood());
    watermarks = new WatermarkExchange(log, mesh, loop, trees::forget);
    arrivals = new Arrivals(loop, log.limits().largestBatch());
    pulls = new Pulls(log, counters, config::mayStillCome);
    repair =
        new Repair(
            log, mesh, loop, arrivals, new RepairEvents(counters, trees, pulls, mesh, arrivals));
    lazyLinks = new LazyLinks(loop, watermarks::sendAll);
    traces = new Traces(config.self(), loop);
    throttling = new Throttling(config.originBytes(), loop);
    hearsay = new Hearsay(config, loop, log, repair, trees, receipts);
    presence = new PresenceSpread(config, loop, mesh, directory, hearsay::told);
    var intake = new LargeBatches.Intake(proofs, throttling, this::take);
    arrivals.tell(new LargeBatches(hearsay, repair, spread, counters, intake));
    log.addListener(receipts);
  }

  /** Starts the exchange of watermarks. */
  public void start() {
    watermarks.start();
  }

  /** Spreads this peer's own record. */
  public void spread(PeerRecord own) {
    presence.spread(own);
  }

  /**
   * Publishes messages in wire form; they are sealed after the burst of reads at hand.
   *
   * @param run message fields with their tags, at most 16 KiB together unless there is only one
   */
  public void publish(Publisher publisher, Lane lane, MessageType type, ByteString run, int count) {
    ownBatches.add(publisher, lane, type, run, count);
  }

  /**
   * Publishes one message now, in a batch of its own that is traced.
   *
   * @param trace id that was given to {@link Traces#begin} before, 16 bytes
   * @param run one message field with its tag
   */
  public void publishTraced(
      ByteString trace, Publisher publisher, MessageType type, ByteString run) {
    ownBatches.addTraced(trace, publisher, type, run);
  }

  /** Seals what was published during a burst. */
  public void endBurst() {
    ownBatches.endBurst();
    traces.flush();
  }

  /** Seals what was published so far, and sends it, before this returns. */
  public void drain() {
    ownBatches.drain();
  }

  private void proved(Sealing.Sealed sealed) {
    BatchHeader header = sealed.batch().header();
    counters.published += header.count();
    throttling.published(sealed.batch().size());
    log.offer(sealed.batch(), Batcher.contributions(sealed.shares()));
    receipts.accepted(header, sealed.shares());
    BatchFrame frame = new BatchFrame(0, sealed.trace(), sealed.batch());
    traces.passes(frame);
    spread.batch(frame, null);
  }

  @Override
  public void opened(Link link) {
    pulls.opened(link);
    trees.opened(link);
    presence.opened(link);
    watermarks.sendAll(link);
  }

  @Override
  public void closed(Link link) {
    pulls.closed(link);
    trees.closed(link);
    presence.closed(link);
    announcements.closed(link);
    arrivals.closed(link);
    repair.closed(link);
    hearsay.closed(link);
    lazyLinks.closed(link);
  }

  @Override
  public void batch(Link link, BatchFrame frame) {
    BatchHeader header = frame.batch().header();
    if (frame.hops() > MAX_HOPS) {
      counters.invalid += header.count();
      return;
    }
    if (config.isOwn(header.source())) {
      counters.duplicates += header.count();
      return;
    }
    if (proofs.passes(link, frame.batch())
        && (log.hasSeen(header.range()) || throttling.admits(link, header, frame.batch().size()))) {
      take(link, frame);
    }
  }

  /** Takes a batch that its origin made, at a rate that is taken. */
  private void take(Link link, BatchFrame frame) {
    BatchHeader header = frame.batch().header();
    Repair.Answer answer = hearsay.came(link, header);
    switch (log.offer(frame.batch(), List.of())) {
      case NEW -> fresh(link, frame, answer);
      case AGAIN -> again(link, header, answer);
      case DUPLICATE -> {
        counters.duplicates += header.count();
        spread.again(header.source().origin(), link);
      }
      case LATE -> counters.late += header.count();
      case FULL -> {}
      case INVALID -> {
        counters.invalid += header.count();
        proofs.overlapped(link, header);
      }
    }
  }

  /**
   * What came by itself or by a graft is news to those below in the tree. What was pulled is most
   * often history, which others have; they are told of it, and pull it if not.
   */
  private void fresh(Link link, BatchFrame frame, Repair.Answer answer) {
    BatchHeader header = frame.batch().header();
    counters.received += header.count();
    if (!frame.trace().isEmpty()) {
      traces.arrived(frame, answer != Repair.Answer.NONE, new TraceLink(link));
      requestBurst.run();
    }
    switch (answer) {
      case NONE -> {
        trees.first(header, link);
        spread.batch(frame.nextHop(), link);
      }
      case GRAFT -> {
        counters.repaired += header.count();
        trees.graftAnswered(header.source().origin(), link);
        spread.batch(frame.nextHop(), link);
      }
      case PULL -> {
        counters.repaired += header.count();
        spread.announce(header.range(), link);
      }
    }
    hearsay.taken(header.source());
  }

  /**
   * What was dropped for want of room was passed on before. To do it again would send it round for
   * ever, among peers that drop it time and again.
   */
  private void again(Link link, BatchHeader header, Repair.Answer answer) {
    counters.duplicates += header.count();
    if (answer == Repair.Answer.GRAFT) {
      trees.of(header.source().origin()).graftAnswered(link.slot());
    }
    hearsay.taken(header.source());
  }

  @Override
  public void watermarks(Link link, Watermarks marks) {
    hearsay.watermarks(link, marks);
    requestBurst.run();
  }

  @Override
  public void pull(Link link, SequenceRange range) {
    if (pulls.isOpen(link)) {
      hearsay.asked(range);
      pulls.add(link, range);
      lazyLinks.pulled(link);
    }
  }

  @Override
  public void announce(Link link, Announce announce) {
    for (Announced announced : announce.ranges()) {
      announcements.known(link, announced.range());
      hearsay.announced(link, announced);
    }
    presence.announced(link, announce.records());
  }

  @Override
  public void graft(Link link, SequenceRange range) {
    trees.grafted(range.source().origin(), link);
    pull(link, range);
  }

  @Override
  public void prune(Link link, PeerId origin) {
    trees.pruned(origin, link);
  }

  @Override
  public void attach(Link link, PeerId origin) {
    trees.grafted(origin, link);
  }

  @Override
  public void recordPrune(Link link) {
    presence.pruned(link);
  }

  @Override
  public void presence(Link link, Presence frame) {
    presence.arrived(link, frame);
  }

  @Override
  public void recordGraft(Link link, PeerId peer) {
    presence.grafted(link, peer);
  }

  @Override
  public @Nullable Frame announcement(Link link, boolean riding) {
    return announcements.poll(link, riding);
  }

  @Override
  public void traceReport(TraceReport report) {
    traces.report(report);
  }

  @Override
  public void overRate(Link link, OverRate notice) {
    throttling.told(link, notice);
  }

  /** What this peer's record says of its lanes: nothing where links are trusted. */
  public List<Long> nextSequences() {
    return config.trustsOrigins() ? ownBatches.next() : List.of();
  }

  /** Rates of origins. */
  public Throttling throttling() {
    return throttling;
  }

  /** The ways of traced messages. */
  public Traces traces() {
    return traces;
  }

  @Override
  public void missing(Link link, SequenceRange range) {
    hearsay.denied(link, range);
  }

  @Override
  public void acknowledged(BatchHeader header) {
    receipts.relayed(header);
    requestBurst.run();
  }

  @Override
  public @Nullable Frame nextPulled(Link link) {
    Frame next = pulls.next(link);
    return next instanceof BatchFrame batch ? traces.marked(batch) : next;
  }

  @Override
  public void idle(Link link) {
    if (link.isLazy()) {
      lazyLinks.idle(link);
    }
  }

  /** Whether every message that was accepted has reached a neighbour, as far as there is one. */
  public boolean isDrained() {
    return ownBatches.isEmpty()
        && (mesh.neighbours().isEmpty()
            || !receipts.isWaiting() && mesh.neighbours().stream().allMatch(this::hasSentAll));
  }

  private boolean hasSentAll(Link link) {
    return link.isQueueEmpty() && link.isAcknowledged() && pulls.isAnswered(link);
  }

  /** To how many origins' batches a link is sent unasked. */
  public int eagerOrigins(Link link) {
    return trees.eagerOrigins(link);
  }

  /** How many origins' batches come over a link. */
  public int parentOrigins(Link link) {
    return trees.parentOrigins(link);
  }

  public BroadcastCounters counters() {
    return counters;
  }

  /** Large batches of which not all is here. */
  @Override
  public Arrivals arrivals() {
    return arrivals;
  }

  /** Ends the timers. */
  public void close() {
    ownBatches.close();
    watermarks.close();
    presence.close();
    repair.close();
    hearsay.close();
  }
}
