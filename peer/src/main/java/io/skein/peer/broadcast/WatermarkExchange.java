package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame.Watermark;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Tells neighbours what this peer has seen: all of it when a link
 * starts, and every 10 s what changed lately, in case that an announcement was lost with a link.
 */
final class WatermarkExchange {
  static final Duration PERIOD = Duration.ofSeconds(10);
  private static final long LATELY_NANOS = PERIOD.multipliedBy(3).toNanos();
  private static final int MOST_A_FRAME = 256;

  private final MessageLog log;
  private final Mesh mesh;
  private final EventLoop loop;
  private final Runnable each;
  private EventLoop.@Nullable Timer timer;

  /**
   * An exchange.
   *
   * @param each what else is to be done every 10 s
   */
  WatermarkExchange(MessageLog log, Mesh mesh, EventLoop loop, Runnable each) {
    this.log = log;
    this.mesh = mesh;
    this.loop = loop;
    this.each = each;
  }

  void start() {
    timer = loop.schedule(PERIOD, this::tick);
  }

  private void tick() {
    timer = loop.schedule(PERIOD, this::tick);
    long since = loop.nanoTime() - LATELY_NANOS;
    List<Watermark> changed = new ArrayList<>();
    for (LaneLog lane : log.lanes()) {
      if (lane.changedNanos() - since > 0 || lane.window().hasMissing()) {
        changed.add(watermark(lane));
      }
    }
    if (!changed.isEmpty()) {
      for (Link link : mesh.neighbours()) {
        if (link.isQueueEmpty() && !link.isLazy()) {
          send(link, changed);
        }
      }
    }
    each.run();
  }

  /** Sends all. */
  void sendAll(Link link) {
    List<Watermark> all = new ArrayList<>();
    log.lanes().forEach(lane -> all.add(watermark(lane)));
    send(link, all);
  }

  private static void send(Link link, List<Watermark> marks) {
    int from = 0;
    while (marks.size() - from > MOST_A_FRAME) {
      link.sendControl(new Watermarks(marks.subList(from, from + MOST_A_FRAME), true));
      from += MOST_A_FRAME;
    }
    link.sendControl(new Watermarks(marks.subList(from, marks.size()), false));
  }

  private static Watermark watermark(LaneLog lane) {
    long next = lane.window().next();
    return new Watermark(lane.source(), next, Math.min(next, lane.oldest()), lane.window().end());
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
