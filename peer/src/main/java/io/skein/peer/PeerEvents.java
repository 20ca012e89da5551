package io.skein.peer;

import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confined to the owner thread. What happens on the mesh, as an operator reads it. */
final class PeerEvents implements MeshEvents {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);
  private static final long DUPLICATE_NANOS = Duration.ofSeconds(30).toNanos();

  private final PeerId self;
  private final EventLoop loop;
  private boolean duplicated;
  private long duplicatedAtNanos;

  PeerEvents(PeerId self, EventLoop loop) {
    this.self = self;
    this.loop = loop;
  }

  @Override
  public void duplicateIdentity(PeerId id, String where) {
    if (id.equals(self)) {
      boolean told = duplicateReason().isPresent();
      duplicated = true;
      duplicatedAtNanos = loop.nanoTime();
      if (told) {
        return;
      }
      log.error(
          "DUPLICATE_IDENTITY: another process runs with the identity of this peer, {} (seen at {});"
              + " give each peer its own --data-dir and do not copy identity.key",
          id,
          where);
    } else {
      log.warn("DUPLICATE_IDENTITY: a second process with the identity {} came from {}", id, where);
    }
  }

  /**
   * A reason not to be ready, for half a minute after another process with this identity was seen.
   */
  Optional<String> duplicateReason() {
    return duplicated && loop.nanoTime() - duplicatedAtNanos < DUPLICATE_NANOS
        ? Optional.of("another process runs with this peer's identity")
        : Optional.empty();
  }

  @Override
  public void refused(String remoteAddress, DisconnectReason reason, String detail) {
    log.debug("no link with {}: {} {}", remoteAddress, reason, detail);
  }

  @Override
  public void closed(PeerId id, DisconnectReason reason, String detail) {
    log.info("link to {} ended: {} {}", id, reason, detail);
  }
}
