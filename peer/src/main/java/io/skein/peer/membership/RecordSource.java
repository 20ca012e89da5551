package io.skein.peer.membership;

import io.skein.peer.model.PeerRecord;

/** What this peer says of itself; called on the owner thread. */
public interface RecordSource {
  /** The present record. */
  PeerRecord record();

  /**
   * Makes the next revision of the record, which is the present one from now on.
   *
   * @param leaving whether this peer leaves
   */
  PeerRecord renew(boolean leaving);
}
