package io.skein.peer.model;

/**
 * Immutable. Number of a peer record: a peer makes each only once.
 *
 * @param peer whose record
 * @param epoch boot number of the peer
 * @param revision number within the epoch, from 1
 */
public record RecordId(PeerId peer, long epoch, long revision) {
  /** Whether this record replaces another one of the same peer. */
  public boolean isNewerThan(RecordId other) {
    return epoch != other.epoch ? epoch > other.epoch : revision > other.revision;
  }
}
