package io.skein.peer.mesh;

import io.skein.peer.model.PeerId;

/**
 * Immutable. What a mesh must know of its peer.
 *
 * @param self this peer
 * @param epoch its boot number
 * @param network name of the network
 * @param bootNonce random number of the process, tells one identity's processes apart
 */
public record MeshConfig(PeerId self, long epoch, String network, long bootNonce) {
  /** The only protocol version so far. */
  public static final int PROTOCOL = 1;
}
