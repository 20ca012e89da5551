package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Where publishers are slowed down, and the only place: they are read
 * while every eager link has under 256 KiB queued and no local subscriber asks for time.
 */
public final class Admission {
  private static final long LINK_MARK_BYTES = 256 << 10;
  private static final Duration RECHECK = Duration.ofMillis(10);

  private final Mesh mesh;
  private final EventLoop loop;
  private final BooleanSupplier subscribersHoldBack;

  /** Those over their mark. */
  private final IdentityHashMap<Link, Patience> links = new IdentityHashMap<>();

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private EventLoop.@Nullable Timer timer;

  /**
   * An admission.
   *
   * @param subscribersHoldBack whether a local subscriber wants the publishers to wait
   */
  public Admission(Mesh mesh, EventLoop loop, BooleanSupplier subscribersHoldBack) {
    this.mesh = mesh;
    this.loop = loop;
    this.subscribersHoldBack = subscribersHoldBack;
  }

  /** Whether publishers may be read now. */
  public boolean isOpen() {
    long now = loop.nanoTime();
    boolean open = true;
    links.keySet().removeIf(link -> !isOver(link));
    for (Link link : mesh.neighbours()) {
      if (isOver(link)) {
        open &= !links.computeIfAbsent(link, l -> new Patience()).holdsBack(true, now);
      }
    }
    return open && !subscribersHoldBack.getAsBoolean();
  }

  /** A link that ended holds nothing, so that it is forgotten here. */
  private static boolean isOver(Link link) {
    return !link.isLazy() && link.queuedBytes() > LINK_MARK_BYTES;
  }

  /** Runs a task once publishers may be read. */
  public void whenOpen(Runnable task) {
    waiting.add(task);
    recheck();
  }

  /** Looks again; to be called after a burst of reads. */
  public void recheck() {
    while (!waiting.isEmpty() && isOpen()) {
      waiting.remove().run();
    }
    if (!waiting.isEmpty() && timer == null) {
      timer = loop.schedule(RECHECK, this::tick);
    }
  }

  private void tick() {
    timer = null;
    recheck();
  }
}
