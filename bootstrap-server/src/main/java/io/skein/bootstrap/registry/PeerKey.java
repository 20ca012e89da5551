package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;

/**
 * Names a peer in a network.
 *
 * @param network name of the network
 * @param peerId 32 bytes
 */
public record PeerKey(String network, ByteString peerId) {
  static final int ID_BYTES = 32;

  /** Checks the length of the id. */
  public PeerKey {
    if (peerId.size() != ID_BYTES) {
      throw new IllegalArgumentException("a peer id has 32 bytes, not " + peerId.size());
    }
  }
}
