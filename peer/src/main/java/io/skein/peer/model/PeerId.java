package io.skein.peer.model;

import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Identity of a peer: SHA-256 of its Ed25519 public key; ordered by its unsigned bytes.
 *
 * @param bytes 32 bytes
 */
public record PeerId(ByteString bytes) implements Comparable<PeerId> {
  private static final BaseEncoding BASE32 = BaseEncoding.base32().lowerCase().omitPadding();
  private static final int SIZE = 32;
  private static final int SHORT_NAME = 8;

  public PeerId {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("peer id has " + bytes.size() + " bytes, expected 32");
    }
  }

  public static PeerId of(byte[] bytes) {
    return new PeerId(ByteString.copyFrom(bytes));
  }

  /** Text form: base32, lower case, no padding, 52 characters. */
  public String name() {
    return BASE32.encode(bytes.toByteArray());
  }

  /** The first 8 characters of the name, for tables and logs. */
  public String shortName() {
    return name().substring(0, SHORT_NAME);
  }

  /**
   * As records do, but at once for the same object: most are, and this is asked for every batch.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof PeerId(ByteString others) && bytes.equals(others);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public int compareTo(PeerId other) {
    return ByteString.unsignedLexicographicalComparator().compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return shortName();
  }
}
