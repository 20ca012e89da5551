package io.skein.peer.model;

import com.google.protobuf.ByteString;

/**
 * Immutable. A batch as it travels.
 *
 * @param header parsed from the bytes
 * @param bytes the serialized {@code MessageBatch}, as its origin made it
 * @param proof proof that its origin made it, stands beside the bytes; may be empty
 */
public record Batch(BatchHeader header, ByteString bytes, ByteString proof) {
  /** Longest proof that is read, in bytes. */
  public static final int MAX_PROOF_BYTES = 512;

  /** One without proof. */
  public Batch(BatchHeader header, ByteString bytes) {
    this(header, bytes, ByteString.EMPTY);
  }

  /** The same with a proof. */
  public Batch withProof(ByteString ofOrigin) {
    return new Batch(header, bytes, ofOrigin);
  }

  /** Size of the serialized batch in bytes, without its proof. */
  public int size() {
    return bytes.size();
  }

  /** Size with the proof: what it takes to hold it. */
  public int heldSize() {
    return bytes.size() + proof.size();
  }
}
