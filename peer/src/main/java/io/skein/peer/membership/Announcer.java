package io.skein.peer.membership;

import io.skein.peer.model.PeerRecord;

/** Spreads this peer's record through the network; called on the owner thread. */
public interface Announcer {
  /** Sends a record on its way to all peers. */
  void spread(PeerRecord record);
}
