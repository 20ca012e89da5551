package io.skein.peer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchProofs.Verdict;
import io.skein.peer.model.Batches;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.proto.overlay.v1.BatchProof;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginProofsTest {
  private static final Ed25519Key KEY = Ed25519Key.fromSeed(new byte[32]);
  private static final Ed25519Key OTHER = Ed25519Key.fromSeed(filled(1));

  private static byte[] filled(int with) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) with);
    return seed;
  }

  private final OriginProofs origin = new OriginProofs(KEY, "net");
  private final OriginProofs neighbour = new OriginProofs(OTHER, "net");

  private static Batch batch(Ed25519Key key, long first) {
    PeerId id = PeerId.of(PeerIds.ofPublicKey(key.publicKey()));
    return Batches.batch(new OriginLane(id, 1, Lane.NORMAL), first, 3, "t", 20);
  }

  private List<Batch> proved(int count) {
    List<Batch> sealed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sealed.add(batch(KEY, 1 + i * 3L));
    }
    return origin.prove(sealed);
  }

  @Test
  void everyBatchOfEveryDrainIsProvedByItself() {
    for (int count = 1; count <= origin.most(); count++) {
      List<Batch> proved = proved(count);
      assertThat(proved).hasSize(count);
      assertThat(proved).allMatch(batch -> neighbour.check(batch) == Verdict.GOOD);
    }
    assertThat(origin.signatures()).isEqualTo(32);
  }

  @Test
  void signatureOfOneDrainIsCheckedOnce() {
    List<Batch> proved = proved(32);
    proved.forEach(neighbour::check);
    proved.forEach(neighbour::check);
    assertThat(neighbour.verifications()).isEqualTo(1);
  }

  @Test
  void largeBatchIsProvedByTheListOfItsChunks() {
    PeerId id = PeerId.of(PeerIds.ofPublicKey(KEY.publicKey()));
    OriginLane lane = new OriginLane(id, 1, Lane.NORMAL);
    Batch large = Batches.batch(lane, 1, 1, "t", 100_000);
    Batch other = Batches.batch(lane, 2, 1, "t", 100_001);
    ByteString proof = origin.prove(List.of(large, batch(KEY, 9))).getFirst().proof();
    ChunkList chunks = ChunkList.of(large.bytes());
    ChunkList others = ChunkList.of(other.bytes());
    assertThat(neighbour.check(large.header(), chunks, proof)).isEqualTo(Verdict.GOOD);
    assertThat(neighbour.check(large.withProof(proof))).isEqualTo(Verdict.GOOD);
    assertThat(neighbour.verifications()).isEqualTo(1);
    assertThat(neighbour.check(large.header(), others, proof)).isEqualTo(Verdict.WRONG);
    assertThat(neighbour.check(other.header(), chunks, proof)).isEqualTo(Verdict.WRONG);
    assertThat(neighbour.check(large.header(), chunks, ByteString.EMPTY))
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void onlySoManyRootsAreRemembered() {
    Batch first = proved(1).getFirst();
    neighbour.check(first);
    for (int i = 0; i < OriginProofs.KEPT_ROOTS; i++) {
      neighbour.check(origin.prove(List.of(batch(KEY, 100 + i * 3L))).getFirst());
    }
    long before = neighbour.verifications();
    assertThat(neighbour.check(first)).isEqualTo(Verdict.GOOD);
    assertThat(neighbour.verifications()).isEqualTo(before + 1);
  }

  @Test
  void batchWithoutProofIsMissingIt() {
    assertThat(neighbour.check(batch(KEY, 1))).isEqualTo(Verdict.MISSING);
  }

  @Test
  void proofOfAnotherBatchOriginOrNetworkIsWrong() {
    List<Batch> proved = proved(5);
    Batch elsewhere = new OriginProofs(KEY, "net2").prove(List.of(batch(KEY, 1))).getFirst();
    Batch sameLength = new OriginProofs(KEY, "ten").prove(List.of(batch(KEY, 1))).getFirst();
    Batch pretended = neighbour.prove(List.of(batch(KEY, 1))).getFirst();
    assertThat(neighbour.check(proved.get(1).withProof(proved.get(2).proof())))
        .isEqualTo(Verdict.WRONG);
    assertThat(neighbour.check(elsewhere)).isEqualTo(Verdict.WRONG);
    assertThat(neighbour.check(sameLength)).isEqualTo(Verdict.WRONG);
    assertThat(neighbour.check(pretended)).isEqualTo(Verdict.WRONG);
  }

  @Test
  void noByteOfBatchOrProofCanBeChanged() throws IOException {
    Batch proved = proved(7).get(6);
    for (int i = 0; i < proved.proof().size(); i++) {
      assertThat(neighbour.check(proved.withProof(flipped(proved.proof(), i))))
          .as("byte %d of the proof", i)
          .isNotEqualTo(Verdict.GOOD);
    }
    for (int i = 0; i < proved.size(); i++) {
      Batch changed = new Batch(proved.header(), flipped(proved.bytes(), i), proved.proof());
      assertThat(neighbour.check(changed)).as("byte %d", i).isEqualTo(Verdict.WRONG);
    }
    assertThat(neighbour.check(BatchCodec.decode(proved.bytes()).withProof(proved.proof())))
        .isEqualTo(Verdict.GOOD);
  }

  private static ByteString flipped(ByteString bytes, int at) {
    byte[] changed = bytes.toByteArray();
    changed[at] ^= 1;
    return ByteString.copyFrom(changed);
  }

  @Test
  void innerNodeDoesNotPassForABatch() {
    Batch proved = proved(2).getFirst();
    ByteString nodes = ByteString.copyFrom(new byte[64]);
    assertThat(neighbour.check(new Batch(proved.header(), nodes, proved.proof())))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 32})
  void generatedCodeReadsTheProof(int count) throws IOException {
    Batch last = proved(count).getLast();
    BatchProof proof = BatchProof.parseFrom(last.proof());
    assertThat(proof.getLeaves()).isEqualTo(count);
    assertThat(proof.getIndex()).isEqualTo(count - 1);
    assertThat(proof.getPublicKey()).isEqualTo(ByteString.copyFrom(KEY.publicKey()));
    assertThat(proof.toByteString()).isEqualTo(last.proof());
    assertThat(last.proof().size()).isLessThanOrEqualTo(Batch.MAX_PROOF_BYTES);
  }

  @Test
  void randomBytesAreNoProof() {
    Random random = new Random(7);
    Batch batch = batch(KEY, 1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      assertThat(neighbour.check(batch.withProof(ByteString.copyFrom(bytes))))
          .isEqualTo(Verdict.WRONG);
    }
  }
}
