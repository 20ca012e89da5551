package io.skein.peer.model;

import com.google.protobuf.ByteString;

/**
 * Immutable. A batch as it travels.
 *
 * @param header parsed from the bytes
 * @param bytes the serialized {@code MessageBatch}, as its origin made it
 */
public record Batch(BatchHeader header, ByteString bytes) {
  /** Size of the serialized batch in bytes. */
  public int size() {
    return bytes.size();
  }
}
