package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.time.Duration;

/** What membership wants done with links; called on the owner thread, returns at once. */
public interface Connector {
  /**
   * Dials a peer. Ends in one call of {@link Membership#linked} or {@link Membership#dialEnded}, at
   * once or later.
   *
   * @param address one of its addresses
   * @param patience how long the other may take to introduce itself
   */
  void dial(PeerRecord target, String address, Duration patience);

  /** Whether there is to be no link to a peer now: it is banned. */
  default boolean isBanned(PeerId id) {
    return false;
  }

  /** Whether an address is one to dial, and to tell others of. */
  default boolean mayDial(String address) {
    return true;
  }

  /** A neighbour answered what nobody had asked. */
  default void unasked(PeerId neighbour) {}

  /** Ends the link to a neighbour because there are more than wanted. */
  void disconnect(PeerId neighbour);

  /** Sends to a neighbour; nothing happens if there is no link any more. */
  void send(PeerId neighbour, ViewMessage message);
}
