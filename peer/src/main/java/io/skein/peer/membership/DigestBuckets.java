package io.skein.peer.membership;

import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableLongArray;
import io.skein.peer.model.PeerId;
import java.nio.ByteBuffer;

/**
 * Confined to the owner thread. A set of peers and their epochs in 64 numbers, as {@code
 * DirectoryDigest} in {@code overlay_service.proto} says: two sets are the same where the numbers
 * are.
 */
final class DigestBuckets {
  static final int COUNT = 64;

  private final long[] buckets = new long[COUNT];

  /** The bucket of a peer. */
  static int of(PeerId id) {
    return id.bytes().byteAt(0) & COUNT - 1;
  }

  /** Adds a peer, or takes it away if it is in. */
  void toggle(PeerId id, long epoch) {
    ByteBuffer bytes = ByteBuffer.allocate(id.bytes().size() + Long.BYTES);
    id.bytes().copyTo(bytes);
    bytes.putLong(epoch);
    byte[] hash = Hashing.sha256().hashBytes(bytes.array()).asBytes();
    buckets[of(id)] ^= ByteBuffer.wrap(hash).getLong();
  }

  ImmutableLongArray digest() {
    return ImmutableLongArray.copyOf(buckets);
  }

  /** Whether a bucket is another one in a digest of 64 buckets. */
  boolean differs(int bucket, ImmutableLongArray other) {
    return buckets[bucket] != other.get(bucket);
  }
}
