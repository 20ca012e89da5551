package io.skein.peer.embedded;

import io.skein.peer.broadcast.Admission;
import io.skein.peer.broadcast.Broadcast;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.ReadyGate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Thread-safe. What all outlets of a peer share: the bytes that may wait, and the end of
 * publishing.
 */
public final class Outlets {
  /** Bytes that may wait for the owner thread. */
  private static final int BUDGET_BYTES = 1 << 20;

  final ByteBudget budget = new ByteBudget(BUDGET_BYTES);
  final EventLoop loop;
  final Broadcast broadcast;
  final long maxPayload;
  private final Admission admission;
  private final ReadyGate gate;

  /** Those that have something to hand over or to tell. */
  private final Set<Outlet> busy = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;
  private volatile boolean ended;

  /**
   * Publishers of one peer.
   *
   * @param maxPayload bytes of the largest message
   */
  public Outlets(
      Broadcast broadcast, Admission admission, ReadyGate gate, EventLoop loop, long maxPayload) {
    this.maxPayload = maxPayload;
    this.broadcast = broadcast;
    this.admission = admission;
    this.gate = gate;
    this.loop = loop;
  }

  /** Runs a task of the owner thread once the peer is ready and admits more. */
  void whenAdmitted(Runnable task) {
    if (closed || gate.isReady() && admission.isOpen()) {
      task.run();
    } else {
      gate.whenReady(() -> admission.whenOpen(task));
    }
  }

  void isBusy(Outlet outlet) {
    busy.add(outlet);
  }

  void isIdle(Outlet outlet) {
    busy.remove(outlet);
  }

  /** Fails on the owner thread: it is the one that all others wait for. */
  void checkMayWait() {
    if (loop.inLoop()) {
      throw new IllegalStateException(
          "the peer is over its mark, and its own thread must not wait: use tryPublish there");
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether nothing waits to be handed over. */
  public boolean isDrained() {
    return busy.stream().allMatch(Outlet::isHandedOver);
  }

  /**
   * Refuses what is published from now on, wakes those who wait, and hands over what they left. On
   * the owner thread.
   */
  public void drain() {
    refuse();
    busy.forEach(Outlet::handOverAll);
  }

  private void refuse() {
    if (!closed) {
      closed = true;
      budget.open();
    }
  }

  /** Ends at once, and tells everybody that no receipt comes any more. On the owner thread. */
  public void close() {
    refuse();
    ended = true;
    busy.forEach(Outlet::abandon);
    busy.clear();
  }

  /** Whether no receipt comes any more. */
  public boolean isEnded() {
    return ended;
  }
}
