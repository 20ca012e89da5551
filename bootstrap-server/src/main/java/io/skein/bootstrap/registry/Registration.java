package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import java.net.InetAddress;

/**
 * What a peer wants to be registered; its signatures have been checked.
 *
 * @param key who
 * @param epoch boot number
 * @param revision number of the record within the epoch
 * @param expiresAtMillis wall clock at which the record is void, in milliseconds since 1970
 * @param signedRecord the record as its peer signed it, to be handed out
 * @param source address from which the peer called
 */
public record Registration(
    PeerKey key,
    long epoch,
    long revision,
    long expiresAtMillis,
    ByteString signedRecord,
    InetAddress source) {
  /** Whether this tells older things than the other one does; both of the same peer. */
  boolean isOlderThan(Registration other) {
    int byEpoch = Long.compareUnsigned(epoch, other.epoch);
    return byEpoch < 0 || (byEpoch == 0 && Long.compareUnsigned(revision, other.revision) < 0);
  }
}
