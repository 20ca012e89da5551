package io.skein.peer.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.Trust;
import io.skein.wire.Ed25519Key;
import io.skein.wire.Ed25519Signatures;
import io.skein.wire.SigningContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Confined to the owner thread. Signs own batches, several at once, and checks those of others: the
 * signature is over the root of a hash tree whose leaves are the batches' bytes, or the lists of
 * chunks of large ones. A batch's header names origin, epoch, lane and sequences, the signature the
 * network; so nothing of it can be changed, moved or used elsewhere.
 */
public final class OriginProofs implements BatchProofs {
  /** Roots that were found to be signed, so that batches signed together cost one check. */
  static final int KEPT_ROOTS = 256;

  private record Signed(ByteString publicKey, ByteString signature, int leaves, ByteString root) {}

  private final Ed25519Key key;
  private final ByteString publicKey;
  private final byte[] network;
  private final MerkleTree tree = new MerkleTree();
  private final Map<Signed, Boolean> verified =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Signed, Boolean> eldest) {
          return size() > KEPT_ROOTS;
        }
      };
  private long signatures;
  private long verifications;

  /**
   * Proofs in a network.
   *
   * @param key this peer's
   * @param network name of the network
   */
  public OriginProofs(Ed25519Key key, String network) {
    this.key = key;
    publicKey = ByteString.copyFrom(key.publicKey());
    this.network = network.getBytes(StandardCharsets.UTF_8);
  }

  /** What a network of a kind of trust asks for. */
  public static BatchProofs of(Trust trust, Ed25519Key key, String network) {
    return switch (trust) {
      case LINKS -> NONE;
      case ORIGINS -> new OriginProofs(key, network);
    };
  }

  @Override
  public Trust trust() {
    return Trust.ORIGINS;
  }

  @Override
  public int most() {
    return BatchProof.MAX_LEAVES;
  }

  @Override
  public List<Batch> prove(List<Batch> sealed) {
    List<List<ByteString>> levels = tree.levels(sealed.stream().map(OriginProofs::leaf).toList());
    ByteString root = levels.getLast().getFirst();
    signatures++;
    ByteString signature =
        ByteString.copyFrom(key.sign(SigningContext.BATCH, signedPart(sealed.size(), root)));
    List<Batch> proved = new ArrayList<>(sealed.size());
    for (int i = 0; i < sealed.size(); i++) {
      List<ByteString> path = MerkleTree.path(levels, i);
      var proof = new BatchProof(publicKey, signature, sealed.size(), i, path);
      proved.add(sealed.get(i).withProof(proof.encode()));
    }
    return proved;
  }

  @Override
  public Verdict check(Batch batch) {
    return batch.proof().isEmpty()
        ? Verdict.MISSING
        : check(batch.header(), leaf(batch), batch.proof());
  }

  @Override
  public Verdict check(BatchHeader header, ChunkList chunks, ByteString proof) {
    return proof.isEmpty() ? Verdict.MISSING : check(header, leaf(header, chunks), proof);
  }

  private Verdict check(BatchHeader header, ByteString leaf, ByteString bytes) {
    Optional<BatchProof> proof = BatchProof.parse(bytes);
    return proof.isPresent() && isRight(header, leaf, proof.get()) ? Verdict.GOOD : Verdict.WRONG;
  }

  private static ByteString leaf(Batch batch) {
    return batch.size() > ChunkList.WHOLE_BYTES
        ? leaf(batch.header(), ChunkList.of(batch.bytes()))
        : batch.bytes();
  }

  /** A zero byte, which begins no batch; the size in four bytes; the hashes; the header. */
  private static ByteString leaf(BatchHeader header, ChunkList chunks) {
    byte[] head = ByteBuffer.allocate(1 + Integer.BYTES).putInt(1, chunks.size()).array();
    return UnsafeByteOperations.unsafeWrap(head)
        .concat(chunks.hashes())
        .concat(UnsafeByteOperations.unsafeWrap(BatchCodec.withRoom(header, 0)));
  }

  private boolean isRight(BatchHeader header, ByteString leaf, BatchProof proof) {
    ByteString origin = header.source().origin().bytes();
    return tree.plain(proof.publicKey()).equals(origin)
        && tree.root(leaf, proof.index(), proof.leaves(), proof.path())
            .map(root -> isSigned(proof, root))
            .orElse(false);
  }

  private boolean isSigned(BatchProof proof, ByteString root) {
    Signed signed = new Signed(proof.publicKey(), proof.signature(), proof.leaves(), root);
    if (verified.containsKey(signed)) {
      return true;
    }
    verifications++;
    boolean right =
        Ed25519Signatures.verify(
            SigningContext.BATCH,
            proof.publicKey().toByteArray(),
            proof.signature().toByteArray(),
            signedPart(proof.leaves(), root));
    if (right) {
      verified.put(signed, Boolean.TRUE);
    }
    return right;
  }

  /** Network, a zero byte, the number of leaves in one byte, the root. */
  private byte[] signedPart(int leaves, ByteString root) {
    byte[] part = new byte[network.length + 2 + root.size()];
    System.arraycopy(network, 0, part, 0, network.length);
    part[network.length + 1] = (byte) leaves;
    root.copyTo(part, network.length + 2);
    return part;
  }

  @Override
  public long signatures() {
    return signatures;
  }

  @Override
  public long verifications() {
    return verifications;
  }
}
