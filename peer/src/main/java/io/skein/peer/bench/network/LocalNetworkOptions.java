package io.skein.peer.bench.network;

import java.util.List;

/**
 * What a {@link LocalNetwork} looks like; immutable.
 *
 * @param peers how many, 1 to 100
 * @param insecure whether links are plaintext and ids claimed
 * @param peerArguments appended to the command line of every peer
 */
public record LocalNetworkOptions(int peers, boolean insecure, List<String> peerArguments) {
  private static final int MAX_PEERS = 100;

  public LocalNetworkOptions {
    if (peers < 1 || peers > MAX_PEERS) {
      throw new IllegalArgumentException("peers is " + peers + ", expected 1 to " + MAX_PEERS);
    }
    peerArguments = List.copyOf(peerArguments);
  }
}
