package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import io.skein.bootstrap.registry.MemoryRegistryStore;
import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.PeerKey;
import io.skein.bootstrap.registry.RegisterResult.Registered;
import io.skein.bootstrap.registry.Registration;
import io.skein.bootstrap.registry.Registry;
import io.skein.bootstrap.registry.RegistryLimits;
import io.skein.peer.grpc.RecordCodec;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an idle link, a subscription, a known peer and a lease take, in heap and direct memory;
 * prints it. Real peers in this JVM, so each figure of a stream holds both its ends. Run by {@code
 * -Dskein.footprint=true}: a collection in another test's garbage would say anything.
 */
@EnabledIfSystemProperty(named = "skein.footprint", matches = "true")
final class FootprintTest {
  private static final Logger log = LoggerFactory.getLogger(FootprintTest.class);
  private static final int PEERS = 9;
  private static final int SUBSCRIPTIONS = 200;
  private static final int RECORDS = 5_000;
  private static final int LEASES = 100_000;
  private static final int LEASE_RECORD_BYTES = 160; // signed, with one address
  private static final int FIRST_ADDRESS = 0x0b00_0001;
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

  // Each of a new string and a new address, as calls bring them.
  @ParameterizedTest
  @CsvSource({"one address, 0, 400", "a /24 each, 256, 450"})
  void leaseAtABootstrapServerTakesAtMost(String source, int step, int atMost) {
    SplittableRandom random = new SplittableRandom(5);
    Registry registry =
        new Registry(
            RegistryLimits.DEFAULTS.withCaps(LEASES, LEASES, Integer.MAX_VALUE),
            new MemoryRegistryStore(random),
            new SecureRandom(),
            random);
    long before = usedBytes();
    for (int i = 0; i < LEASES; i++) {
      register(registry, InetAddresses.fromInteger(FIRST_ADDRESS + i * step), random);
    }

    print("lease, " + source, usedBytes() - before, registry.size(), atMost);
  }

  private static void register(Registry registry, InetAddress source, RandomGenerator random) {
    String network = String.valueOf("default".toCharArray());
    var registration =
        new Registration(
            new PeerKey(network, bytes(PeerIds.BYTES, random)),
            1,
            1,
            Duration.ofDays(1).toMillis(),
            bytes(LEASE_RECORD_BYTES, random),
            source);
    var result = (Registered) registry.register(registration, Duration.ZERO, new Moment(0, 0));
    registry.setReachable(result.id(), true);
  }

  private static ByteString bytes(int count, RandomGenerator random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
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
