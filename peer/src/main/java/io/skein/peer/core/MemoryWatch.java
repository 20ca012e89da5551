package io.skein.peer.core;

import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkLoads;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.MemoryBudget;
import io.skein.peer.runtime.MemoryBudget.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Keeps a peer within its budget of memory: looks ten times a second,
 * above the soft mark slows the local publishers and turns the heaviest link lazy, above the hard
 * mark closes it. Whatever else is buffered has a bound of its own, and all of these together stay
 * below the soft mark of the default heap.
 */
public final class MemoryWatch {
  private static final Duration TICK = Duration.ofMillis(100);

  /** Slowed publishers are read once in this time: they never stand still. */
  private static final long TURN_NANOS = Duration.ofMillis(10).toNanos();

  private final PeerCore core;
  private final MemoryBudget budget;
  private final LinkLoads loads;
  private Level level = Level.FINE;
  private long lastTurnNanos;
  private long turnedLazy;
  private long closed;
  private EventLoop.@Nullable Timer timer;

  /** Counts what the protocol buffers; others add their kinds to the budget themselves. */
  public MemoryWatch(PeerCore core, MemoryBudget budget) {
    this.core = core;
    this.budget = budget;
    loads = new LinkLoads(core.mesh);
    budget.add("links", loads::bytes);
    budget.add("early", core.log::waitingBytes);
    budget.add("arriving", core.broadcast.arrivals()::bytes);
    budget.add("expanded", core.expansions::keptBytes);
  }

  /** Begins to look. */
  public void start() {
    core.admission.alsoWhile(this::holdsBack);
    tick();
  }

  private void tick() {
    timer = core.loop.schedule(TICK, this::tick);
    level = budget.level();
    Link heaviest = level == Level.FINE ? null : loads.heaviest();
    if (heaviest == null) {
      return;
    }
    if (level == Level.HARD) {
      closed++;
      heaviest.close(
          DisconnectReason.UNRESPONSIVE,
          "this peer buffers %d MiB, and most of it for this link".formatted(budget.bytes() >> 20));
    } else if (!heaviest.isLazy() || heaviest.queuedBytes() > 0) {
      turnedLazy++;
      heaviest.turnLazy();
    }
  }

  private boolean holdsBack() {
    long now = core.loop.nanoTime();
    if (level == Level.FINE || now - lastTurnNanos >= TURN_NANOS) {
      lastTurnNanos = now;
      return false;
    }
    return true;
  }

  public MemoryBudget budget() {
    return budget;
  }

  /** Links that were turned lazy at the soft mark. */
  public long turnedLazy() {
    return turnedLazy;
  }

  /** Links that were closed at the hard mark. */
  public long closed() {
    return closed;
  }

  /** Looks no more. Idempotent. */
  public void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
