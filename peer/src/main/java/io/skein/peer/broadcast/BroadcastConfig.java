package io.skein.peer.broadcast;

import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;

/**
 * Immutable. What a broadcast must know of its peer.
 *
 * @param self this peer
 * @param epoch its boot number
 * @param flood whether everything is sent to all neighbours, without trees: what these are measured
 *     against
 */
public record BroadcastConfig(PeerId self, long epoch, boolean flood) {
  /** Whether this very process publishes on a lane. */
  boolean isOwn(OriginLane source) {
    return source.epoch() == epoch && source.origin().equals(self);
  }
}
