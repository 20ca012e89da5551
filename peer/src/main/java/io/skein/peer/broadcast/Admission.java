package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.Patience;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Where publishers are slowed down, and the only place: they are read
 * while every eager link has under 256 KiB queued and nobody else asks for time: local subscribers,
 * the budget of memory. Those that have to wait take turns by app.
 */
public final class Admission {
  private static final long LINK_MARK_BYTES = 256 << 10;

  /** No name of an app: what publishes inside the process takes its turns as one app. */
  private static final String OWN = "";

  private static final Duration RECHECK = Duration.ofMillis(10);

  private final Mesh mesh;
  private final EventLoop loop;
  private BooleanSupplier othersHoldBack;

  /** Those over their mark. */
  private final IdentityHashMap<Link, Patience> links = new IdentityHashMap<>();

  private final FairTurns waiting = new FairTurns();
  private EventLoop.@Nullable Timer timer;

  /**
   * An admission.
   *
   * @param othersHoldBack whether a local subscriber wants the publishers to wait
   */
  public Admission(Mesh mesh, EventLoop loop, BooleanSupplier othersHoldBack) {
    this.mesh = mesh;
    this.loop = loop;
    this.othersHoldBack = othersHoldBack;
  }

  /** Slows publishers while something else asks for time, too. */
  public void alsoWhile(BooleanSupplier holdsBack) {
    BooleanSupplier before = othersHoldBack;
    othersHoldBack = () -> before.getAsBoolean() || holdsBack.getAsBoolean();
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
    return open && !othersHoldBack.getAsBoolean();
  }

  /** A link that ended holds nothing, so that it is forgotten here. */
  private static boolean isOver(Link link) {
    return !link.isLazy() && link.queuedBytes() > LINK_MARK_BYTES;
  }

  /** Runs a task of this process once publishers may be read. */
  public void whenOpen(Runnable task) {
    await(OWN, FairTurns.QUANTUM_BYTES, task);
  }

  /**
   * Runs a task of an app once messages may be published and it is the app's turn. Requests wait
   * here whole: were calls only read in turn, all that were let in at once would come at once.
   *
   * @param bytes of the request that the task publishes
   * @return false if the app has too much waiting, {@link #mostWaitingBytes()}, for this too
   */
  public boolean whenOpen(String app, long bytes, Runnable task) {
    if (!waiting.hasRoom(app, bytes)) {
      return false;
    }
    await(app, bytes, task);
    return true;
  }

  /** How many bytes of requests one app may have waiting. */
  public static long mostWaitingBytes() {
    return FairTurns.MOST_WAITING_BYTES;
  }

  private void await(String app, long bytes, Runnable task) {
    if (waiting.isEmpty() && isOpen()) {
      task.run();
    } else {
      waiting.add(app, bytes, task);
      recheck();
    }
  }

  /** Looks again; to be called after a burst of reads. */
  public void recheck() {
    while (!waiting.isEmpty() && isOpen()) {
      waiting.next().run();
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
