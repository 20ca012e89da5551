package io.skein.peer.mesh;

import io.skein.peer.model.ChunkList;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.Trust;
import java.util.HashSet;
import java.util.Set;

/**
 * Immutable. What a mesh must know of its peer.
 *
 * @param self this peer
 * @param epoch its boot number
 * @param network name of the network
 * @param bootNonce random number of the process, tells one identity's processes apart
 * @param trust whose word counts in the network
 * @param conduct what it puts up with
 * @param links what its links hold
 */
public record MeshConfig(
    PeerId self,
    long epoch,
    String network,
    long bootNonce,
    Trust trust,
    ConductConfig conduct,
    LinkLimits links) {
  /** The only protocol version so far. */
  public static final int PROTOCOL = 1;

  /** One that puts up with what others do by default, and has the default limits. */
  public MeshConfig(PeerId self, long epoch, String network, long bootNonce, Trust trust) {
    this(self, epoch, network, bootNonce, trust, ConductConfig.DEFAULT, LinkLimits.DEFAULTS);
  }

  /** What every peer of this version offers its neighbours, and what else this one does. */
  public static Set<String> features(Set<String> others) {
    Set<String> all = new HashSet<>(others);
    all.add(ChunkList.FEATURE);
    return all;
  }

  boolean isOwn(OriginLane source) {
    return source.epoch() == epoch && source.origin().equals(self);
  }
}
