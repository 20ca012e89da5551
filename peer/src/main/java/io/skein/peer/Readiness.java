package io.skein.peer;

import io.skein.peer.core.PeerCore;
import io.skein.peer.mesh.Link;
import io.skein.peer.runtime.ReadyGate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Confined to the owner thread. What a peer must have before it calls itself ready. */
final class Readiness {
  private static final int ENOUGH_LINKS = 4;

  private final PeerCore core;
  private final PeerEvents events;
  private final BooleanSupplier seedsAnswered;
  private boolean draining;

  /**
   * Conditions.
   *
   * @param seedsAnswered whether some bootstrap server has answered, or there is none to ask
   */
  Readiness(PeerCore core, PeerEvents events, BooleanSupplier seedsAnswered) {
    this.core = core;
    this.events = events;
    this.seedsAnswered = seedsAnswered;
  }

  ReadyGate gate() {
    return new ReadyGate(
        core.loop, List.of(this::drain, this::seeds, this::links, events::duplicateReason));
  }

  private Optional<String> drain() {
    return draining ? Optional.of("shutting down") : Optional.empty();
  }

  private Optional<String> seeds() {
    return seedsAnswered.getAsBoolean() || !core.mesh.neighbours().isEmpty()
        ? Optional.empty()
        : Optional.of("no bootstrap server has answered yet, and no peer has linked");
  }

  /**
   * Enough links, or nobody left to try: then this peer is as connected as it can be, or alone, and
   * what is published waits in its log.
   */
  private Optional<String> links() {
    int known = core.directory.size();
    long up = core.mesh.neighbours().stream().filter(Link::isUp).count();
    if (up >= Math.min(ENOUGH_LINKS, known)) {
      return Optional.empty();
    }
    long untried = core.membership.untried();
    long standing = core.mesh.neighbours().size();
    if (untried > 0) {
      return Optional.of(
          "%d of %d known peers linked, %d not tried yet".formatted(up, known, untried));
    }
    return standing > 0 && up == 0
        ? Optional.of("no neighbour has said yet what it has")
        : Optional.empty();
  }

  void startDraining() {
    draining = true;
  }
}
