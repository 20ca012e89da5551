package io.skein.peer.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.skein.peer.model.Batch;
import io.skein.wire.Ed25519Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Immutable. The proof beside a batch, {@code skein.overlay.v1.BatchProof}; its codec is written by
 * hand, as generated messages stay in the adapters.
 *
 * @param publicKey of the origin, 32 bytes
 * @param signature over the root, 64 bytes
 * @param leaves number of batches that were signed together, 1 to {@link #MAX_LEAVES}
 * @param index place of the batch among them, from 0
 * @param path hashes beside the way to the root, the lowest first; 32 bytes each
 */
record BatchProof(
    ByteString publicKey, ByteString signature, int leaves, int index, List<ByteString> path) {
  /** Batches that are signed together. */
  static final int MAX_LEAVES = 32;

  private static final int KEY_TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int SIGNATURE_TAG = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int LEAVES_TAG = 3 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int INDEX_TAG = 4 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int PATH_TAG = 5 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int HASH_BYTES = 32;
  private static final int MAX_PATH = 5;

  BatchProof {
    path = List.copyOf(path);
    if (publicKey.size() != Ed25519Key.KEY_BYTES
        || signature.size() != Ed25519Key.SIGNATURE_BYTES
        || path.size() > MAX_PATH
        || path.stream().anyMatch(hash -> hash.size() != HASH_BYTES)) {
      throw new IllegalArgumentException(
          "proof has a field of a wrong length, expected a key of 32 bytes, a signature of 64, and"
              + " at most 5 hashes of 32");
    }
    if (leaves < 1 || leaves > MAX_LEAVES || index < 0 || index >= leaves) {
      throw new IllegalArgumentException(
          "proof is of leaf %d of %d, expected 1 to 32 leaves and an index below that"
              .formatted(index, leaves));
    }
  }

  /** Its wire form. */
  ByteString encode() {
    int size =
        CodedOutputStream.computeBytesSize(1, publicKey)
            + CodedOutputStream.computeBytesSize(2, signature)
            + CodedOutputStream.computeUInt32Size(3, leaves)
            + (index == 0 ? 0 : CodedOutputStream.computeUInt32Size(4, index))
            + path.stream().mapToInt(hash -> CodedOutputStream.computeBytesSize(5, hash)).sum();
    ByteString.Output bytes = ByteString.newOutput(size);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, size);
    try {
      out.writeBytes(1, publicKey);
      out.writeBytes(2, signature);
      out.writeUInt32(3, leaves);
      if (index != 0) {
        out.writeUInt32(4, index);
      }
      for (ByteString hash : path) {
        out.writeBytes(5, hash);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  /** Reads its wire form, unknown fields skipped; empty if it is none. */
  static Optional<BatchProof> parse(ByteString bytes) {
    if (bytes.size() > Batch.MAX_PROOF_BYTES) {
      return Optional.empty();
    }
    ByteString key = ByteString.EMPTY;
    ByteString signature = ByteString.EMPTY;
    int leaves = 0;
    int index = 0;
    List<ByteString> path = new ArrayList<>(MAX_PATH);
    CodedInputStream in = bytes.newCodedInput();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case KEY_TAG -> key = in.readBytes();
          case SIGNATURE_TAG -> signature = in.readBytes();
          case LEAVES_TAG -> leaves = in.readUInt32();
          case INDEX_TAG -> index = in.readUInt32();
          case PATH_TAG -> path.add(in.readBytes());
          default -> in.skipField(tag);
        }
      }
      return Optional.of(new BatchProof(key, signature, leaves, index, path));
    } catch (IOException | IllegalArgumentException notAProof) {
      return Optional.empty();
    }
  }
}
