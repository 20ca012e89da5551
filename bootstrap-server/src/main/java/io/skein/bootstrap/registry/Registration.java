package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a peer wants to be registered; its signatures have been checked. Immutable. A server keeps
 * 100,000 of these, so all that is bytes lies in one array, and is wrapped when somebody asks.
 */
public final class Registration {
  private static final int ADDRESS_LENGTH_AT = PeerKey.ID_BYTES;
  private static final int ADDRESS_AT = ADDRESS_LENGTH_AT + 1;

  private final String network;
  private final long epoch;
  private final long revision;
  private final long expiresAtMillis;

  /** Peer id, length of the address, address, signed record. */
  private final byte[] packed;

  /**
   * Packs what a peer wants.
   *
   * @param key who
   * @param epoch boot number
   * @param revision number of the record within the epoch
   * @param expiresAtMillis wall clock at which the record is void, in milliseconds since 1970
   * @param signedRecord the record as its peer signed it, to be handed out
   * @param source address from which the peer called
   */
  public Registration(
      PeerKey key,
      long epoch,
      long revision,
      long expiresAtMillis,
      ByteString signedRecord,
      InetAddress source) {
    this.network = key.network();
    this.epoch = epoch;
    this.revision = revision;
    this.expiresAtMillis = expiresAtMillis;
    byte[] address = source.getAddress();
    this.packed = new byte[ADDRESS_AT + address.length + signedRecord.size()];
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    key.peerId().copyTo(buffer);
    buffer.put((byte) address.length).put(address);
    signedRecord.copyTo(buffer);
  }

  private Registration(Registration same, String network) {
    this.network = network;
    this.epoch = same.epoch;
    this.revision = same.revision;
    this.expiresAtMillis = same.expiresAtMillis;
    this.packed = same.packed;
  }

  /** The same with an equal name, so that all of a network can share one string. */
  Registration named(String equalNetwork) {
    return new Registration(this, equalNetwork);
  }

  /** Who. */
  public PeerKey key() {
    return new PeerKey(network, peerId());
  }

  /** Name of the network. */
  public String network() {
    return network;
  }

  /** Id of the peer, 32 bytes. */
  public ByteString peerId() {
    return UnsafeByteOperations.unsafeWrap(packed, 0, PeerKey.ID_BYTES);
  }

  /** Boot number. */
  public long epoch() {
    return epoch;
  }

  /** Number of the record within the epoch. */
  public long revision() {
    return revision;
  }

  /** Wall clock at which the record is void, in milliseconds since 1970. */
  public long expiresAtMillis() {
    return expiresAtMillis;
  }

  /** The record as its peer signed it, to be handed out. */
  public ByteString signedRecord() {
    return UnsafeByteOperations.unsafeWrap(packed, recordAt(), packed.length - recordAt());
  }

  /** Address from which the peer called. */
  public InetAddress source() {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(packed, ADDRESS_AT, recordAt()));
    } catch (UnknownHostException impossible) {
      throw new AssertionError("an address gave these bytes", impossible);
    }
  }

  /** Whether this tells older things than the other one does; both of the same peer. */
  boolean isOlderThan(Registration other) {
    int byEpoch = Long.compareUnsigned(epoch, other.epoch);
    return byEpoch < 0 || (byEpoch == 0 && Long.compareUnsigned(revision, other.revision) < 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Registration that
        && network.equals(that.network)
        && epoch == that.epoch
        && revision == that.revision
        && expiresAtMillis == that.expiresAtMillis
        && Arrays.equals(packed, that.packed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(network, epoch, revision, expiresAtMillis, Arrays.hashCode(packed));
  }

  private int recordAt() {
    return ADDRESS_AT + packed[ADDRESS_LENGTH_AT];
  }
}
