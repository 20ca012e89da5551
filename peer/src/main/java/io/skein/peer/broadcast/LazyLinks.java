package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.function.Consumer;

/**
 * Confined to the owner thread. Brings lazy links back: shows the neighbour what exists, lets it
 * pull at its own pace, and sends to it again once it got everything within a second.
 */
final class LazyLinks {
  private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventLoop loop;
  private final Consumer<Link> sendWatermarks;
  private final IdentityHashMap<Link, Long> shownAtNanos = new IdentityHashMap<>();
  private final IdentityHashMap<Link, Boolean> pulled = new IdentityHashMap<>();

  LazyLinks(EventLoop loop, Consumer<Link> sendWatermarks) {
    this.loop = loop;
    this.sendWatermarks = sendWatermarks;
  }

  void pulled(Link link) {
    if (link.isLazy()) {
      pulled.put(link, true);
    }
  }

  /** A lazy link has sent everything that was asked for. */
  void idle(Link link) {
    long now = loop.nanoTime();
    Long shown = shownAtNanos.get(link);
    boolean answered = pulled.containsKey(link);
    if (shown != null && !answered && now - shown < ROUND_NANOS) {
      return;
    }
    boolean caughtUp = shown != null && (!answered || now - shown < ROUND_NANOS);
    pulled.remove(link);
    if (caughtUp) {
      shownAtNanos.remove(link);
      link.turnEager();
    } else {
      shownAtNanos.put(link, now);
    }
    sendWatermarks.accept(link);
  }

  void closed(Link link) {
    shownAtNanos.remove(link);
    pulled.remove(link);
  }
}
