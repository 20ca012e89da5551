package io.skein.peer.simulation;

import io.skein.peer.broadcast.BroadcastCounters;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.PeerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. One peer of a run: its present process, if it has one. */
final class Participant {
  final int index;
  final String name;
  final PeerId id;

  /** Whether its links carry little. */
  final boolean slow;

  /** Whether it publishes. */
  final boolean publishes;

  private @Nullable VirtualPeer process;
  private @Nullable Reception reception;
  private long epoch;
  private long diedAtNanos;
  private boolean leaving;

  Participant(int index, boolean slow, boolean publishes) {
    this.index = index;
    this.name = Integer.toString(index);
    this.id = VirtualPeer.idOf(name);
    this.slow = slow;
    this.publishes = publishes;
  }

  /** Number of the next process. */
  long nextEpoch() {
    return ++epoch;
  }

  /** It has a process now. */
  void started(VirtualPeer peer, Reception receives) {
    process = peer;
    reception = receives;
    leaving = false;
  }

  /** Its process is gone. */
  void died(long nowNanos) {
    process = null;
    reception = null;
    diedAtNanos = nowNanos;
  }

  /** Its process is about to end. */
  void leaves() {
    leaving = true;
    reception().leaves();
  }

  /** Whether it has a process that is not about to end. */
  boolean isAlive() {
    return process != null && !leaving;
  }

  boolean hasProcess() {
    return process != null;
  }

  VirtualPeer process() {
    return Objects.requireNonNull(process);
  }

  Reception reception() {
    return Objects.requireNonNull(reception);
  }

  /** Whether a link of another peer leads to the present process of this one. */
  boolean isAt(Link link) {
    return process != null && link.remote().epoch() == epoch;
  }

  long diedAtNanos() {
    return diedAtNanos;
  }

  /** How many processes it had. */
  long epochs() {
    return epoch;
  }

  boolean isLinked() {
    for (Link link : process().core.mesh.neighbours()) {
      if (link.isUp()) {
        return true;
      }
    }
    return false;
  }

  BroadcastCounters counters() {
    return process().core.broadcast.counters();
  }
}
