package io.skein.peer;

import static io.skein.peer.model.BatchProofs.Verdict.GOOD;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.broadcast.Arrivals;
import io.skein.peer.broadcast.ChunkCounters;
import io.skein.peer.identity.OriginProofs;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.Batches;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A neighbour that lies, in a network that trusts origins: a, b and c are honest, mallory is not.
 */
final class ForgeryTest extends ForgeryNetwork {
  private static final int FORGED = 100_000;
  private static final int KINDS = 9;

  private final OriginProofs forger = new OriginProofs(VirtualPeer.keyOf("mallory"), "simulation");
  private final OriginProofs elsewhere = new OriginProofs(VirtualPeer.keyOf("a"), "other");

  /** One that claims to be of a: seen before, next, or far ahead. */
  private Batch invented() {
    long first =
        List.of(1L, 51L, 52L + random.nextInt(1 << 20), Long.MAX_VALUE / 2).get(random.nextInt(4));
    return Batches.batch(laneOfA(), first, 1 + random.nextInt(5), "t", 20);
  }

  private Batch forged() {
    Batch real = genuine.get(random.nextInt(genuine.size()));
    Batch other = genuine.get(random.nextInt(genuine.size()));
    return switch (random.nextInt(KINDS)) {
      case 0 -> invented();
      case 1 -> invented().withProof(real.proof());
      case 2 -> invented().withProof(bytes(1 + random.nextInt(300)));
      case 3 -> forger.prove(List.of(invented())).getFirst();
      case 4 -> elsewhere.prove(List.of(invented())).getFirst();
      case 5 -> real;
      case 6 -> other.withProof(flipped(real.proof()));
      case 7 -> changed(real, new OriginLane(a.id, 2, Lane.NORMAL), real.header().first());
      case 8 -> changed(real, new OriginLane(a.id, 1, Lane.BULK), 1 + random.nextInt(100));
      default -> throw new IllegalStateException();
    };
  }

  /** The same messages elsewhere, with the proof that they had. */
  private static Batch changed(Batch real, OriginLane to, long first) {
    return Batches.batch(to, first, real.header().count(), "t", 100).withProof(real.proof());
  }

  private ByteString bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private ByteString flipped(ByteString bytes) {
    byte[] flipped = bytes.toByteArray();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    return ByteString.copyFrom(flipped);
  }

  @Test
  void noneOfHundredThousandForgedBatchesIsDeliveredRelayedOrRemembered() {
    long delivered = c.core.dispatcher.counters().delivered();
    long received = c.core.broadcast.counters().received();
    Link link = fromMallory();
    for (int i = 0; i < FORGED; i++) {
      b.core.broadcast.batch(link, new BatchFrame(0, ByteString.EMPTY, forged()));
    }
    run(20);
    assertThat(b.core.log.lane(laneOfA()).window().end()).as("seed %d", SEED).isEqualTo(51);
    assertThat(b.core.log.lanes()).extracting("source").containsExactly(laneOfA());
    assertThat(c.core.broadcast.counters().received()).isEqualTo(received);
    assertThat(c.core.dispatcher.counters().delivered()).isEqualTo(delivered);
    assertThat(b.core.broadcast.counters().unproved()).isGreaterThan(FORGED / 2);
    assertThat(b.isLinkedTo(mallory)).isFalse();
    publish(50);
    run(20);
    subscriber.check(history);
    assertThat(c.core.dispatcher.counters().delivered()).isEqualTo(delivered + 50);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
  }

  @Test
  void fifthForgedBatchBansWhoSentItAndNoOther() {
    Link link = fromMallory();
    for (int i = 1; i <= 5; i++) {
      assertThat(link.isUp()).as("before forged batch %d", i).isTrue();
      toB().send(new BatchFrame(0, ByteString.EMPTY, Batches.batch(laneOfA(), 51, 1, "t", i)));
      network.time.run(Duration.ofMillis(100));
    }
    assertThat(link.isUp()).isFalse();
    assertThat(mallory.core.mesh.lastClose(b.id))
        .contains("BANNED", "a batch came without its proof");
    assertThat(b.isLinkedTo(a)).isTrue();
    assertThat(b.isLinkedTo(c)).isTrue();
  }

  @Test
  void replayIsIgnoredAndNotHeldAgainstAnybody() {
    for (int i = 0; i < 100; i++) {
      toB().send(new BatchFrame(0, ByteString.EMPTY, genuine.get(i % genuine.size())));
      network.time.run(Duration.ofMillis(10));
    }
    assertThat(b.isLinkedTo(mallory)).isTrue();
    assertThat(b.core.broadcast.counters().unproved()).isZero();
    assertThat(b.core.broadcast.counters().duplicates()).isPositive();
    subscriber.check(history);
  }

  @Test
  void proofStaysWithTheBatchForThoseWhoComeLater() throws Exception {
    VirtualPeer late = peer("late", Trust.ORIGINS);
    for (String other : List.of("a", "b", "mallory")) {
      network.down(VirtualNetwork.Line.of(other, "late"));
    }
    link(late, c);
    run(10);
    assertThat(late.core.broadcast.counters().received()).isEqualTo(50);
    assertThat(late.core.broadcast.counters().unproved()).isZero();
    Batch held = requireNonNull(requireNonNull(late.core.log.lane(laneOfA())).holding(7));
    assertThat(held.proof()).isNotEmpty();
    assertThat(BatchCodec.decode(held.bytes()).header()).isEqualTo(held.header());
  }

  @Test
  void jumpThatItsOriginSignedIsOneMissingRange() {
    OriginProofs own = new OriginProofs(VirtualPeer.keyOf("mallory"), "simulation");
    OriginLane lane = new OriginLane(mallory.id, 1, Lane.NORMAL);
    Batch far = own.prove(List.of(Batches.batch(lane, 1L << 40, 1, "t", 0))).getFirst();
    toB().send(new BatchFrame(0, ByteString.EMPTY, far));
    network.time.run(Duration.ofMillis(50));
    assertThat(requireNonNull(b.core.log.lane(lane)).window().missing())
        .containsExactly(new long[] {1, (1L << 40) - 1});
    assertThat(b.isLinkedTo(mallory)).isTrue();
  }

  private static BatchStart start(Batch batch) {
    return new BatchStart(
        0, ByteString.EMPTY, batch.proof(), batch.header(), ChunkList.of(batch.bytes()));
  }

  private static Chunk chunk(Batch batch, int index) {
    int from = index * ChunkList.CHUNK_BYTES;
    ByteString data = batch.bytes().substring(from, from + ChunkList.CHUNK_BYTES);
    return new Chunk(batch.header().source(), batch.header().first(), index, data, null);
  }

  private static ChunkCounters chunks(VirtualPeer peer) {
    return peer.core.broadcast.arrivals().counters();
  }

  /** Chunks of a list are relayed as they come; so the list itself must be the origin's. */
  @Test
  void chunksOfAListThatItsOriginDidNotSignGoNowhere() {
    OriginProofs signer = new OriginProofs(VirtualPeer.keyOf("a"), "simulation");
    Batch real = signer.prove(List.of(Batches.batch(laneOfA(), 51, 1, "t", 100_000))).getFirst();
    Batch invented = Batches.batch(laneOfA(), 51, 1, "t", 120_000);
    Batch moved = Batches.batch(laneOfA(), 60, 1, "t", 100_000).withProof(real.proof());
    BatchStart otherHeader =
        new BatchStart(
            0, ByteString.EMPTY, real.proof(), moved.header(), ChunkList.of(real.bytes()));
    Arrivals arrivals = b.core.broadcast.arrivals();
    List<BatchStart> lists =
        List.of(
            start(invented), start(invented.withProof(real.proof())), start(moved), otherHeader);
    for (BatchStart list : lists) {
      arrivals.part(fromMallory(), list);
      arrivals.part(fromMallory(), chunk(invented, 0));
      arrivals.part(fromMallory(), chunk(moved, 0));
      network.time.run(Duration.ofMillis(100));
      assertThat(arrivals.bytes()).isZero();
      assertThat(c.core.broadcast.arrivals().bytes()).isZero();
    }
    assertThat(b.core.broadcast.counters().unproved()).isEqualTo(lists.size());
    assertThat(b.core.log.lane(laneOfA()).window().end()).isEqualTo(51);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();

    arrivals.part(fromMallory(), start(real));
    arrivals.part(fromMallory(), chunk(real, 0));
    network.time.run(Duration.ofMillis(100));
    assertThat(chunks(c).received()).as("cut through").isEqualTo(1);
    arrivals.part(fromMallory(), new Chunk(laneOfA(), 51, 1, chunk(real, 0).data(), null));
    network.time.run(Duration.ofMillis(100));
    assertThat(chunks(c).received()).isEqualTo(1);
    assertThat(chunks(b).wrong()).isEqualTo(1);
  }

  @Test
  void signatureOfALargeMessageIsCheckedOnceAtEachPeer() {
    long before = c.core.proofs.verifications();
    history.publish(a, "app", Lane.NORMAL, "t", 1 << 20);
    run(5);
    subscriber.check(history);
    assertThat(chunks(c).received()).isEqualTo(33);
    assertThat(c.core.proofs.verifications()).isEqualTo(before + 1);
    Batch held = requireNonNull(c.core.log.lane(laneOfA()).holding(51));
    assertThat(c.core.proofs.check(held)).as("as who takes no chunks sees it").isEqualTo(GOOD);
  }

  @Test
  void peersThatTrustDifferentlyDoNotLink() {
    VirtualPeer trusting = peer("trusting", Trust.LINKS);
    link(trusting, c);
    run(5);
    assertThat(trusting.isLinkedTo(c)).isFalse();
    assertThat(trusting.core.mesh.lastClose(c.id)).contains("TRUST", "--trust");
  }
}
