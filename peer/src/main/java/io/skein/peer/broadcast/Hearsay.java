package io.skein.peer.broadcast;

import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame.Announced;
import io.skein.peer.mesh.Frame.Watermark;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the owner thread. What neighbours say exists, without showing it: each such range is
 * a hole here until it comes or is given up.
 */
final class Hearsay {
  private final BroadcastConfig config;
  private final EventLoop loop;
  private final MessageLog log;
  private final Repair repair;
  private final Trees trees;
  private final Receipts receipts;
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
    joining = new Joining(loop);
  }

  /** A neighbour says what it has seen of each lane. */
  void watermarks(Watermarks marks) {
    for (Watermark watermark : marks.watermarks()) {
      if (config.isOwn(watermark.source())) {
        receipts.seen(watermark.source(), watermark.next());
      } else {
        log.expect(watermark.source(), joining.isOn() ? watermark.oldest() : 1, watermark.end());
        repair.exists(watermark.source());
      }
    }
    if (!marks.more()) {
      joining.compared();
    }
  }

  /** Whether a neighbour may bring what of a range is not here: it was not seen, nor made here. */
  boolean isNews(SequenceRange range) {
    return !config.isOwn(range.source()) && !log.hasSeen(range);
  }

  /** A neighbour begins to send a batch that is news. */
  void begun(SequenceRange range) {
    log.expect(range.source(), 1, range.last() + 1);
  }

  /** A neighbour has a batch that can never be taken here. Returns how much is given up. */
  long unattainable(SequenceRange range) {
    begun(range);
    return log.giveUp(range);
  }

  /** A neighbour asks for a range. */
  void asked(SequenceRange range) {
    if (!config.isOwn(range.source()) && log.lane(range.source()) != null) {
      log.expect(range.source(), range.first(), range.last() + 1);
      repair.exists(range.source());
    }
  }

  /** A neighbour has a range and does not send it by itself. */
  void announced(Link link, Announced announced) {
    SequenceRange range = announced.range();
    if (config.isOwn(range.source())) {
      return;
    }
    if (!log.hasSeen(range)) {
      log.expect(range.source(), joining.isOn() ? announced.oldest() : 1, range.last() + 1);
      repair.announced(link, range, trees.of(range.source().origin()).hasParent());
    }
    long age = TimeUnit.MICROSECONDS.toNanos(announced.ageMicros());
    trees.announced(range, link, loop.nanoTime() - age);
  }
}
