package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.broadcast.BroadcastCounters;
import io.skein.peer.broadcast.ChunkCounters;
import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualNetwork.Line;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of more than 64 KiB travel in chunks, which are checked and passed on as they come. */
final class LargeMessagesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MEBIBYTE = 1 << 20;

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final History history = new History();
  private final VirtualSubscriber subscriber =
      new VirtualSubscriber("app", ">", false, SlowPolicy.CATCH_UP);

  private VirtualPeer peer(String name) {
    VirtualPeer peer = new VirtualPeer(network, name, 1, LogLimits.DEFAULT);
    peer.start();
    return peer;
  }

  private void link(VirtualPeer a, VirtualPeer b, long bytesPerSecond) {
    network.wire(
        Line.of(a.name, b.name), new VirtualStream.Wire(5_000_000, 256 << 10, bytesPerSecond));
    a.knows(b);
    b.knows(a);
  }

  private void publish(VirtualPeer peer, Lane lane, int bytes) {
    history.publish(peer, "app", lane, "t", bytes);
  }

  private static ChunkCounters counters(VirtualPeer peer) {
    return peer.core.broadcast.arrivals().counters();
  }

  private static boolean has(VirtualPeer peer, VirtualPeer origin, Lane lane, long sequence) {
    return peer.core.log.hasSeen(
            new SequenceRange(new OriginLane(origin.id, 1, lane), sequence, sequence))
        && peer.core.log.lane(new OriginLane(origin.id, 1, lane)) != null;
  }

  private Duration timeUntil(BooleanSupplier condition) {
    Duration waited = Duration.ZERO;
    while (!condition.getAsBoolean()) {
      assertThat(waited).isLessThan(Duration.ofMinutes(1));
      network.time.run(Duration.ofMillis(10));
      waited = waited.plusMillis(10);
    }
    return waited;
  }

  @Test
  void chunksArePassedOnBeforeAllOfThemHaveCome() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    VirtualPeer c = peer("c");
    network.down(Line.of("a", "c"));
    link(a, b, 2 * MEBIBYTE);
    link(b, c, 2 * MEBIBYTE);
    network.time.run(SECOND.multipliedBy(10));
    subscriber.subscribeAt(c);
    publish(a, Lane.NORMAL, 5 * MEBIBYTE);
    assertThat(timeUntil(() -> has(c, a, Lane.NORMAL, 1)))
        .as("one after the other takes 5 s")
        .isLessThan(Duration.ofSeconds(3));
    subscriber.check(history);
    assertThat(counters(c).received()).isEqualTo(161);
  }

  @Test
  void secondNeighbourThatBeginsIsStopped() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    VirtualPeer c = peer("c");
    VirtualPeer d = peer("d");
    List<VirtualPeer> all = List.of(a, b, c, d);
    all.forEach(one -> all.stream().filter(o -> o != one).forEach(o -> link(one, o, MEBIBYTE)));
    network.time.run(SECOND.multipliedBy(10));
    subscriber.subscribeAt(d);
    long before = network.traffic().dataBytes();
    publish(a, Lane.NORMAL, 2 * MEBIBYTE);
    network.time.run(SECOND.multipliedBy(10));
    subscriber.check(history);
    assertThat(network.traffic().dataBytes() - before)
        .as("three copies of 2 MiB, although all links flood at first")
        .isLessThan(7 * MEBIBYTE);
    assertThat(counters(d).duplicates()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatABrokenLinkBroughtIsKeptAndTheRestComesAnotherWay(long seed) {
    Random random = new Random(seed);
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    VirtualPeer c = peer("c");
    link(a, b, MEBIBYTE);
    link(a, c, 8 * MEBIBYTE);
    link(b, c, MEBIBYTE);
    network.time.run(SECOND.multipliedBy(10));
    subscriber.subscribeAt(b);
    publish(a, Lane.NORMAL, 2 * MEBIBYTE);
    network.time.run(SECOND.multipliedBy(5));
    publish(a, Lane.NORMAL, 4 * MEBIBYTE);
    network.time.run(Duration.ofMillis(500 + random.nextInt(2500)));
    network.down(Line.of("a", "b"));
    network.time.run(SECOND.multipliedBy(20));
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
    assertThat(counters(b).received()).isEqualTo(65 + 129);
    assertThat(b.core.broadcast.arrivals().bytes()).isZero();
  }

  @Test
  void slowLinkStaysAndUrgentMessagesOvertakeLargeOnes() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    link(a, b, 32_000);
    network.time.run(SECOND.multipliedBy(15));
    subscriber.subscribeAt(b);
    Link link = b.core.mesh.linkTo(a.id);
    Duration longest = Duration.ZERO;
    for (int i = 1; i <= 60; i++) {
      if (i % 10 == 1) {
        publish(a, Lane.NORMAL, MEBIBYTE);
      }
      publish(a, Lane.URGENT, 100);
      long urgent = i;
      Duration waited = timeUntil(() -> has(b, a, Lane.URGENT, urgent));
      longest = waited.compareTo(longest) > 0 ? waited : longest;
      network.time.run(SECOND);
    }
    assertThat(longest).as("a large message takes 33 s").isLessThan(Duration.ofMillis(2020));
    network.time.run(SECOND.multipliedBy(240));
    assertThat(b.core.mesh.linkTo(a.id)).isSameAs(link);
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
  }

  private record Forged(OriginLane source, Batch batch, ChunkList chunks) {
    static Forged of(String origin, int bytes) {
      return of(Batches.lane(origin, 1), bytes);
    }

    static Forged of(OriginLane source, int bytes) {
      Batch batch = Batches.batch(source, 1, 1, "t", bytes);
      return new Forged(source, batch, ChunkList.of(batch.bytes()));
    }

    BatchStart start() {
      return new BatchStart(0, ByteString.EMPTY, ByteString.EMPTY, batch.header(), chunks);
    }

    Chunk chunk(int index, int from) {
      ByteString data =
          batch.bytes().substring(chunks.offset(from), chunks.offset(from) + chunks.length(from));
      return new Chunk(source, 1, index, data, null);
    }
  }

  private Link linked(VirtualPeer a, VirtualPeer b) {
    link(a, b, MEBIBYTE);
    network.time.run(SECOND.multipliedBy(2));
    return b.core.mesh.linkTo(a.id);
  }

  @Test
  void chunkThatWasNotListedEndsTheLink() {
    for (int index : new int[] {1, -1, 4, 1000}) {
      VirtualPeer a = peer("a" + index);
      VirtualPeer b = peer("b" + index);
      Link link = linked(a, b);
      Forged forged = Forged.of("x", 100_000);
      b.core.broadcast.arrivals().part(link, forged.start());
      b.core.broadcast.arrivals().part(link, forged.chunk(index, 0));
      assertThat(link.isUp()).isFalse();
      assertThat(counters(b).wrong()).isEqualTo(1);
      assertThat(b.core.broadcast.arrivals().bytes()).isZero();
    }
  }

  @Test
  void firstChunkWithAnotherHeaderIsNotPassedOn() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    VirtualPeer c = peer("c");
    network.down(Line.of("a", "c"));
    link(b, c, MEBIBYTE);
    Link link = linked(a, b);
    Forged forged = Forged.of("x", 100_000);
    Batch other = Batches.batch(forged.source(), 7, 1, "t", 100_000);
    b.core
        .broadcast
        .arrivals()
        .part(
            link,
            new BatchStart(0, ByteString.EMPTY, ByteString.EMPTY, other.header(), forged.chunks()));
    b.core
        .broadcast
        .arrivals()
        .part(
            link,
            new Chunk(forged.source(), 7, 0, forged.batch().bytes().substring(0, 32 << 10), null));
    network.time.run(SECOND);
    assertThat(link.isUp()).isFalse();
    assertThat(counters(b).wrong()).isEqualTo(1);
    assertThat(counters(c).received()).isZero();
  }

  @Test
  void listOfWhoIsGoneGivesWayToAnother() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    VirtualPeer c = peer("c");
    Link first = linked(a, c);
    Link second = linked(b, c);
    Forged wrong = Forged.of("x", 100_000);
    Forged right = Forged.of("x", 110_000);
    c.core.broadcast.arrivals().part(first, wrong.start());
    c.core.broadcast.arrivals().part(second, right.start());
    assertThat(c.core.broadcast.arrivals().bytes()).isEqualTo(wrong.batch().size());
    network.cut(Line.of("a", "c"));
    network.time.run(SECOND);
    c.core.broadcast.arrivals().part(second, right.start());
    for (int i = 0; i < 4; i++) {
      c.core.broadcast.arrivals().part(second, right.chunk(i, i));
    }
    assertThat(c.core.log.lane(right.source()).holding(1).bytes()).isEqualTo(right.batch().bytes());
    assertThat(c.core.broadcast.arrivals().bytes()).isZero();
  }

  @Test
  void chunksOfTwoNeighboursMakeOneBatch() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    VirtualPeer c = peer("c");
    Link first = linked(a, c);
    Link second = linked(b, c);
    Forged forged = Forged.of("x", 100_000);
    c.core.broadcast.arrivals().part(first, forged.start());
    c.core.broadcast.arrivals().part(first, forged.chunk(3, 3));
    c.core.broadcast.arrivals().part(second, forged.start());
    c.core.broadcast.arrivals().part(second, forged.chunk(0, 0));
    c.core.broadcast.arrivals().part(second, forged.chunk(0, 0));
    c.core.broadcast.arrivals().part(first, forged.chunk(1, 1));
    c.core.broadcast.arrivals().part(second, forged.chunk(2, 2));
    assertThat(c.core.log.lane(forged.source()).holding(1).bytes())
        .isEqualTo(forged.batch().bytes());
    assertThat(counters(c).received()).isEqualTo(4);
    assertThat(counters(c).duplicates()).isEqualTo(1);
  }

  @Test
  void batchThatIsNeverFinishedIsForgottenAndReportedLost() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    Link link = linked(a, b);
    network.time.run(SECOND.multipliedBy(10));
    Forged forged = Forged.of("x", 100_000);
    b.core.broadcast.arrivals().part(link, forged.start());
    b.core.broadcast.arrivals().part(link, forged.chunk(0, 0));
    assertThat(b.core.broadcast.arrivals().bytes()).isEqualTo(forged.batch().size());
    network.time.run(SECOND.multipliedBy(25));
    assertThat(b.core.broadcast.arrivals().bytes()).isZero();
    assertThat(counters(b).timedOut()).isEqualTo(1);
    network.time.run(SECOND.multipliedBy(90));
    assertThat(b.core.broadcast.counters().givenUp()).isEqualTo(1);
  }

  @Test
  void largerThanAQuarterOfTheLogIsNotTakenAndReportedLost() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    Link link = linked(a, b);
    Forged fits = Forged.of("x", 16 * MEBIBYTE);
    b.core.broadcast.arrivals().part(link, fits.start());
    assertThat(b.core.broadcast.arrivals().bytes()).isEqualTo(fits.batch().size());
    Forged large = Forged.of("y", 16 * MEBIBYTE + (64 << 10));
    b.core.broadcast.arrivals().part(link, large.start());
    assertThat(b.core.broadcast.arrivals().bytes()).isEqualTo(fits.batch().size());
    assertThat(counters(b).refused()).isEqualTo(1);
    assertThat(b.core.broadcast.counters().givenUp()).isEqualTo(1);
  }

  @Test
  void nobodyElseBeginsWhatAPeerPublishesItself() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    Link link = linked(a, b);
    OriginLane own = new OriginLane(b.id, 1, Lane.NORMAL);
    b.core.broadcast.arrivals().part(link, Forged.of(own, 100_000).start());
    assertThat(b.core.broadcast.arrivals().bytes()).isZero();
    assertThat(b.core.log.lane(own)).isNull();
  }

  @Test
  void whatALinkMayHoldIsBounded() {
    VirtualPeer a = peer("a");
    VirtualPeer b = peer("b");
    Link link = linked(a, b);
    for (int i = 0; i < 100; i++) {
      b.core.broadcast.arrivals().part(link, Forged.of("x" + i, MEBIBYTE).start());
    }
    assertThat(b.core.broadcast.arrivals().bytes()).isBetween(15L << 20, (16L << 20) + (64 << 10));
    assertThat(counters(b).refused()).isBetween(84L, 85L);
    assertThat(link.isUp()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void nothingIsLostWhileLinksBreak(long seed) {
    List<VirtualPeer> peers = publishWhileLinksBreak(seed, 256 << 10);
    subscriber.check(history);
    for (VirtualPeer peer : peers) {
      assertThat(peer.core.broadcast.counters().givenUp()).as("seed %d", seed).isZero();
      assertThat(peer.core.log.nextPosition()).isEqualTo(61);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatSlowBreakingLinksDoNotBringInTimeIsReportedLost(long seed) {
    List<VirtualPeer> peers = publishWhileLinksBreak(seed, 64 << 10);
    subscriber.check(history);
    for (VirtualPeer peer : peers) {
      BroadcastCounters counts = peer.core.broadcast.counters();
      assertThat(counts.published() + counts.received() + counts.givenUp())
          .as("seed %d", seed)
          .isEqualTo(60);
    }
  }

  /** Six peers on a random graph publish 60 messages. */
  private List<VirtualPeer> publishWhileLinksBreak(long seed, int leastBytesPerSecond) {
    Random random = new Random(seed);
    List<VirtualPeer> peers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      peers.add(peer("p" + i));
    }
    for (VirtualPeer one : peers) {
      for (VirtualPeer other : peers.subList(0, peers.indexOf(one))) {
        if (random.nextInt(3) == 0) {
          network.down(Line.of(one.name, other.name));
        }
        link(one, other, leastBytesPerSecond << random.nextInt(8));
      }
    }
    network.time.run(SECOND.multipliedBy(20));
    subscriber.subscribeAt(peers.getFirst());
    for (int i = 0; i < 60; i++) {
      VirtualPeer from = peers.get(random.nextInt(6));
      Lane lane = Lane.values()[random.nextInt(3)];
      publish(from, lane, random.nextInt(3) == 0 ? 1000 : random.nextInt(600_000));
      network.time.run(Duration.ofMillis(random.nextInt(1000)));
      if (random.nextInt(3) == 0) {
        network.cut(Line.of("p" + random.nextInt(6), "p" + random.nextInt(6)));
      }
    }
    network.time.run(SECOND.multipliedBy(400));
    for (VirtualPeer peer : peers) {
      assertThat(peer.core.broadcast.counters().invalid()).isZero();
      assertThat(peer.core.broadcast.arrivals().bytes()).isZero();
    }
    return peers;
  }
}
