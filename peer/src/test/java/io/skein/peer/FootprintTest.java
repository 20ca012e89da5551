package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import io.skein.peer.grpc.RecordCodec;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.wire.Ed25519Key;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an idle link, a subscription and a known peer take, in heap and direct memory; prints it.
 * Real peers in this JVM, so each figure of a stream holds both its ends. Run by {@code
 * -Dskein.footprint=true}: a collection in another test's garbage would say anything.
 */
@EnabledIfSystemProperty(named = "skein.footprint", matches = "true")
final class FootprintTest {
  private static final Logger log = LoggerFactory.getLogger(FootprintTest.class);
  private static final int PEERS = 9;
  private static final int SUBSCRIPTIONS = 200;
  private static final int RECORDS = 5_000;
  private static final int COLLECTIONS = 5;

  @TempDir private Path directory;
  private LocalPeers peers;

  @BeforeEach
  void prepare() {
    peers = new LocalPeers(directory, false);
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  @Test
  void linkTakesAtMost64KiB() throws IOException {
    // The first link loads what all share.
    peers.start();
    peers.start();
    peers.awaitMesh();
    List<Peer> alone = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      alone.add(peers.startAlone(LogLimits.DEFAULT, List.of()));
    }
    long before = usedBytes();
    for (int i = 0; i < PEERS; i++) {
      for (int j = 0; j < i; j++) {
        LocalPeers.introduce(alone.get(i), alone.get(j));
      }
    }
    LocalPeers.await(() -> alone.stream().allMatch(peer -> links(peer) == PEERS - 1));

    print("link, one end", usedBytes() - before, PEERS * (PEERS - 1), 64 << 10);
  }

  @Test
  void subscriptionTakesAtMost16KiB() throws IOException {
    Peer peer = peers.start();
    ManagedChannel channel = peers.connect(peer);
    subscribe(peer, channel, 1);
    long before = usedBytes();
    subscribe(peer, channel, SUBSCRIPTIONS);

    print("subscription, peer and app", usedBytes() - before, SUBSCRIPTIONS, 16 << 10);
  }

  @Test
  void knownPeerTakesAtMost1KiB() throws IOException {
    PeerRuntime runtime = peers.start().internals();
    SecureRandom random = new SecureRandom();
    long before = usedBytes();
    for (int i = 0; i < RECORDS; i++) {
      PeerRecord record = record(Ed25519Key.generate(random), i);
      runtime.loop().execute(() -> runtime.core().directory.offer(record, 0));
    }
    LocalPeers.await(() -> runtime.core().directory.size() == RECORDS);

    print("known peer", usedBytes() - before, RECORDS, 1 << 10);
  }

  private static int links(Peer peer) {
    return peer.internals().core().mesh.neighbours().size();
  }

  private static void subscribe(Peer peer, ManagedChannel channel, int count) {
    int open = peer.internals().core().dispatcher.subscriptions();
    var stub = MessagingServiceGrpc.newBlockingStub(channel);
    for (int i = 0; i < count; i++) {
      // The first answer confirms it; the stream stays open, as nobody cancels it.
      stub.subscribe(SubscribeRequest.newBuilder().addPatterns("chat.>").build()).next();
    }
    LocalPeers.await(() -> peer.internals().core().dispatcher.subscriptions() == open + count);
  }

  private static PeerRecord record(Ed25519Key key, int number) {
    String address = "192.0.2.%d:%d".formatted(number & 255, 7401 + number);
    return RecordCodec.sign(
        new RecordCodec.Claim(
            "test",
            List.of(address),
            1_800_000_000L,
            1,
            System.currentTimeMillis() + 3_600_000,
            "0.1.0",
            false,
            Set.of(),
            List.of()),
        key);
  }

  /** Live objects and direct buffers: the least of some full collections. */
  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, heap);
    }
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return least + direct + Math.max(0, PlatformDependent.usedDirectMemory());
  }

  private static void print(String what, long bytes, int count, long atMost) {
    long each = bytes / count;
    log.info("{}: {} bytes ({} of them)", what, each, count);
    assertThat(each).as(what).isLessThanOrEqualTo(atMost);
  }
}
