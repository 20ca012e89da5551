package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The secret handle of a lease, 16 random bytes: who knows it may renew and end the lease.
 *
 * @param high its first 8 bytes
 * @param low its last 8 bytes
 */
public record LeaseId(long high, long low) {
  /** Length, in bytes. */
  public static final int BYTES = 16;

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException if these are not 16 bytes
   */
  public static LeaseId of(ByteString bytes) {
    if (bytes.size() != BYTES) {
      throw new IllegalArgumentException("a lease id has 16 bytes, not " + bytes.size());
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new LeaseId(buffer.getLong(), buffer.getLong());
  }

  static LeaseId random(SecureRandom random) {
    return new LeaseId(random.nextLong(), random.nextLong());
  }

  /** The reverse of {@link #of}. */
  public ByteString bytes() {
    return UnsafeByteOperations.unsafeWrap(
        ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array());
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "LeaseId[secret]";
  }
}
