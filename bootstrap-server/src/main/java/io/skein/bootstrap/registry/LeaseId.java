package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;

/**
 * The secret handle of a lease: who knows it may renew and end the lease.
 *
 * @param bytes 16 random bytes
 */
public record LeaseId(ByteString bytes) {
  /** Length, in bytes. */
  public static final int BYTES = 16;

  /** Checks the length. */
  public LeaseId {
    if (bytes.size() != BYTES) {
      throw new IllegalArgumentException("a lease id has 16 bytes, not " + bytes.size());
    }
  }

  static LeaseId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new LeaseId(ByteString.copyFrom(bytes));
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "LeaseId[secret]";
  }
}
