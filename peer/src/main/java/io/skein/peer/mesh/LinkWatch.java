package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.Ping;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Looks at every link once a second: pings it if it is quiet, ends it
 * when it is silent or stuck, turns it lazy when it is slow. If its own tick is late, this peer was
 * paused, and accuses nobody.
 */
final class LinkWatch {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long SUSPECT_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long SLOW_NANOS = Duration.ofSeconds(3).toNanos();
  static final long STUCK_NANOS = Duration.ofSeconds(30).toNanos();

  private final Mesh mesh;
  private final LinkLimits limits;
  private EventLoop.@Nullable Timer timer;
  private long lastTickNanos;

  LinkWatch(Mesh mesh) {
    this.mesh = mesh;
    limits = mesh.config().links();
  }

  void start() {
    lastTickNanos = mesh.loop().nanoTime();
    timer = mesh.loop().schedule(TICK, this::tick);
  }

  private void tick() {
    timer = mesh.loop().schedule(TICK, this::tick);
    long now = mesh.loop().nanoTime();
    boolean late = now - lastTickNanos > 2 * TICK.toNanos();
    lastTickNanos = now;
    for (Link link : mesh.allLinks()) {
      if (late) {
        link.pulse().restart(now);
      } else {
        check(link, now);
      }
    }
  }

  private void check(Link link, long now) {
    if (link.queue().control().hasOverflowed()) {
      link.close(DisconnectReason.UNRESPONSIVE, "took so little that 8 MiB of control waited");
      return;
    }
    if (!link.isEstablished()) {
      if (now - link.openedAtNanos() > limits.hello().toNanos()) {
        link.committed(Offence.NO_HELLO, "no Hello within " + limits.hello().toSeconds() + " s");
      }
      return;
    }
    if (link.pulse().silentNanos(now) > limits.silence().toNanos()) {
      link.close(
          DisconnectReason.UNRESPONSIVE, "silent for " + limits.silence().toSeconds() + " s");
    } else if (link.pulse().stuckNanos(link.sentBytes(), !link.isQueueEmpty(), now) > STUCK_NANOS) {
      link.close(DisconnectReason.UNRESPONSIVE, "took nothing for 30 s");
    } else {
      if (waitedNanos(link, now) > SLOW_NANOS) {
        link.turnLazy();
      }
      if (link.pulse().isPingDue(now)) {
        link.sendControl(new Ping(link.pulse().ping(now), mesh.neighbours().size()));
      }
    }
  }

  /** Whether a link has been silent for so long that its peer may be gone. */
  boolean isStale(Link link) {
    return link.pulse().silentNanos(mesh.loop().nanoTime()) > SUSPECT_NANOS;
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /**
   * A lazy link still sends urgent batches, and the rest of a large one however long that takes.
   */
  private static long waitedNanos(Link link, long now) {
    SendQueue queue = link.queue();
    return link.isLazy() ? queue.urgentAgeNanos(now) : queue.oldestAgeNanos(now);
  }
}
