package io.skein.peer.model;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Immutable. What a peer says of itself, its signature checked.
 *
 * @param id peer id, the hash of the key
 * @param publicKey Ed25519, 32 bytes
 * @param network name of the network
 * @param addresses HOST:PORT to dial; none if it can only dial out
 * @param epoch boot number
 * @param revision number of the record within the epoch
 * @param expiresAtMillis wall clock after which it is void, milliseconds since 1970
 * @param tags free tags
 * @param version version of the program
 * @param leaving whether it leaves, and is to be forgotten
 * @param features what the whole network may rely on it to understand
 * @param next of each lane, in the order of {@link Lane}, the sequence of the next message; empty
 *     if it does not say
 * @param signedRecord the serialized {@code SignedPeerRecord}, for passing on
 */
public record PeerRecord(
    PeerId id,
    ByteString publicKey,
    String network,
    List<String> addresses,
    long epoch,
    long revision,
    long expiresAtMillis,
    Map<String, String> tags,
    String version,
    boolean leaving,
    Set<String> features,
    List<Long> next,
    ByteString signedRecord) {
  public PeerRecord {
    next = List.copyOf(next);
    if (!next.isEmpty() && next.size() != Lane.values().length
        || next.stream().anyMatch(sequence -> sequence < 1)) {
      throw new IllegalArgumentException(
          "record has next sequences " + next + ", expected one of each lane, at least 1");
    }
    addresses = List.copyOf(addresses);
    tags = Map.copyOf(tags);
    features = Set.copyOf(features);
  }

  /** Its number. */
  public RecordId number() {
    return new RecordId(id, epoch, revision);
  }

  /** Whether this record replaces another one of the same peer. */
  public boolean isNewerThan(PeerRecord other) {
    return epoch != other.epoch ? epoch > other.epoch : revision > other.revision;
  }
}
