package io.skein.peer.broadcast;

import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.Trust;
import java.util.function.UnaryOperator;

/**
 * Immutable. What a broadcast must know of its peer.
 *
 * @param self this peer
 * @param epoch its boot number
 * @param flood whether everything is sent to all neighbours, without trees: what these are measured
 *     against
 * @param originBytes bytes a second that are taken of one origin; {@link Long#MAX_VALUE}: all
 * @param packing makes the bytes that travel of a batch that was sealed
 * @param proofs proves own batches, and checks others'
 */
public record BroadcastConfig(
    PeerId self,
    long epoch,
    boolean flood,
    long originBytes,
    UnaryOperator<Batch> packing,
    BatchProofs proofs) {
  /** Whether a neighbour is to be believed only what an origin signed. */
  boolean trustsOrigins() {
    return proofs.trust() == Trust.ORIGINS;
  }

  /** Whether more of a lane may exist than its window shows. */
  boolean mayStillCome(OriginLane source) {
    return trustsOrigins() && !isOwn(source);
  }

  /** Whether this very process publishes on a lane. */
  boolean isOwn(OriginLane source) {
    return source.epoch() == epoch && source.origin().equals(self);
  }
}
