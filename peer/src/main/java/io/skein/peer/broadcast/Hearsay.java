package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame.Announced;
import io.skein.peer.mesh.Frame.Watermark;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the owner thread. What neighbours say exists, without showing it. Where links are
 * trusted, each such range is a hole here until it comes or is given up; where origins are, it is a
 * rumour, but for what an origin says of itself, on its links or in its record.
 */
final class Hearsay {
  private final BroadcastConfig config;
  private final EventLoop loop;
  private final MessageLog log;
  private final Repair repair;
  private final Trees trees;
  private final Receipts receipts;
  private final Rumours rumours;
  private final Beginnings beginnings = new Beginnings();
  private final Joining joining;

  Hearsay(
      BroadcastConfig config,
      EventLoop loop,
      MessageLog log,
      Repair repair,
      Trees trees,
      Receipts receipts) {
    this.config = config;
    this.loop = loop;
    this.log = log;
    this.repair = repair;
    this.trees = trees;
    this.receipts = receipts;
    rumours = new Rumours(log, loop, (link, origin) -> trees.graft(origin, link));
    joining = new Joining(loop);
  }

  /** A neighbour says what it has seen of each lane. */
  void watermarks(Link link, Watermarks marks) {
    for (Watermark watermark : marks.watermarks()) {
      if (config.isOwn(watermark.source())) {
        receipts.seen(watermark.source(), watermark.next());
      } else {
        exists(link, watermark);
      }
    }
    if (!marks.more()) {
      joining.compared();
    }
  }

  private void exists(Link link, Watermark watermark) {
    OriginLane source = watermark.source();
    if (!config.trustsOrigins()) {
      log.expect(source, joining.isOn() ? watermark.oldest() : 1, watermark.end());
    } else {
      begins(link, source, watermark.oldest());
      if (link.remote().id().equals(source.origin())) {
        said(source, watermark.end());
      }
      if (watermark.oldest() < watermark.end()) {
        var all = new SequenceRange(source, watermark.oldest(), watermark.end() - 1);
        rumours.told(link, all, false, 0);
      }
    }
    repair.exists(source);
  }

  /**
   * What an origin says of itself is no rumour. Without it, its last messages would not be missed
   * once they have left all logs. But where a lane begins, others may know better.
   */
  private void said(OriginLane source, long end) {
    if (!joining.isOn() || log.lane(source) != null) {
      open(source, end);
      log.expect(source, 1, end);
    }
  }

  /** A peer's newest record came, with what it has published: most of that is here already. */
  void told(PeerRecord record) {
    if (!config.trustsOrigins() || record.next().isEmpty()) {
      return;
    }
    for (Lane lane : Lane.values()) {
      long end = record.next().get(lane.ordinal());
      OriginLane source = new OriginLane(record.id(), record.epoch(), lane);
      if (end > 1) {
        said(source, end);
        repair.early(source);
      }
    }
  }

  private void begins(Link link, OriginLane source, long oldest) {
    if (joining.isOn() && log.lane(source) == null) {
      beginnings.told(link, source, oldest);
    }
  }

  /** Whether a neighbour may bring what of a range is not here: it was not seen, nor made here. */
  boolean isNews(SequenceRange range) {
    return !config.isOwn(range.source()) && !log.hasSeen(range);
  }

  /** Whether a batch was passed on before, and dropped here for want of room. */
  boolean wasDropped(SequenceRange range) {
    return log.wasDropped(range);
  }

  /** A neighbour begins to send a batch that is news, and that may be believed. */
  void begun(SequenceRange range) {
    open(range.source(), range.first());
    log.expect(range.source(), 1, range.last() + 1);
  }

  /** Where a lane starts of which nothing was believed before. */
  private void open(OriginLane source, long first) {
    if (config.trustsOrigins() && log.lane(source) == null) {
      log.expect(source, Math.min(first, beginnings.open(source)), 1);
    }
  }

  /** A neighbour has a batch that can never be taken here. Returns how much is given up. */
  long unattainable(SequenceRange range) {
    begun(range);
    return log.giveUp(range);
  }

  /** A neighbour asks for a range. */
  void asked(SequenceRange range) {
    OriginLane source = range.source();
    if (!config.trustsOrigins() && !config.isOwn(source) && log.lane(source) != null) {
      log.expect(source, range.first(), range.last() + 1);
      repair.exists(source);
    }
  }

  /** A neighbour has a range and does not send it by itself. */
  void announced(Link link, Announced announced) {
    SequenceRange range = announced.range();
    if (config.isOwn(range.source())) {
      return;
    }
    if (!config.trustsOrigins()) {
      believed(link, announced);
    } else if (!log.hasSeen(range)) {
      rumoured(link, announced);
    }
    if (!config.trustsOrigins() || log.lane(range.source()) != null) {
      long age = TimeUnit.MICROSECONDS.toNanos(announced.ageMicros());
      trees.announced(range, link, loop.nanoTime() - age);
    }
  }

  private void believed(Link link, Announced announced) {
    SequenceRange range = announced.range();
    if (!log.hasSeen(range)) {
      log.expect(range.source(), joining.isOn() ? announced.oldest() : 1, range.last() + 1);
      repair.announced(link, range, trees.hasParent(range.source().origin()));
    }
  }

  /** Of an origin that nothing was seen of, there is no tree: a name is invented in no time. */
  private void rumoured(Link link, Announced announced) {
    SequenceRange range = announced.range();
    OriginLane source = range.source();
    boolean expected = log.lane(source) != null && trees.hasParent(source.origin());
    begins(link, source, announced.oldest());
    var all = new SequenceRange(source, announced.oldest(), range.last());
    rumours.told(link, all, true, expected ? Repair.patienceNanos(link) : 0);
    repair.announced(link, range, expected);
  }

  /** A batch came that may be believed. What it is the answer to. */
  Repair.Answer came(Link link, BatchHeader header) {
    OriginLane source = header.source();
    if (!config.trustsOrigins()) {
      return repair.answer(link, header.range());
    }
    open(source, header.first());
    Repair.Answer rumoured = rumours.answer(link, header);
    Repair.Answer answer = repair.answer(link, header.range());
    return answer == Repair.Answer.NONE ? rumoured : answer;
  }

  /** A batch was taken; it came early if something of its lane is missing. */
  void taken(OriginLane source) {
    LaneLog lane = log.lane(source);
    if (lane == null || !lane.window().hasMissing()) {
      return;
    }
    repair.early(source);
    Claim claim = config.trustsOrigins() ? rumours.proved(source) : null;
    SequenceRange asked = claim == null ? null : claim.asked();
    if (claim != null && asked != null) {
      repair.asked(claim.teller().link(), asked, claim.isGraft());
    }
  }

  /** A neighbour does not have what it was asked for. */
  void denied(Link link, SequenceRange range) {
    repair.denied(link, range);
    rumours.denied(link, range);
  }

  void closed(Link link) {
    rumours.closed(link);
    beginnings.closed(link);
  }

  void close() {
    rumours.close();
  }
}
