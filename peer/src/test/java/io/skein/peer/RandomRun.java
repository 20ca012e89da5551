package io.skein.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.PackedBatches;
import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.Lane;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * One run of a small network with faults, all of it decided by a seed: links are cut, lost for
 * seconds, slow or stalled; peers stand still; subscribers stall, and move to other peers.
 */
final class RandomRun {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final int STEPS = 400;
  private static final Duration JOIN = Duration.ofSeconds(25);

  /** Longer than a hole is kept of which nothing comes. */
  private static final Duration SETTLE = Duration.ofSeconds(90);

  private static final int SETTLE_TIMES = 20;
  private static final String[] TYPES = {"a.x", "a.y", "b.x", "c"};
  private static final String[] PATTERNS = {">", ">", "a.*", "b.>", "c"};

  private final Random random;
  private final VirtualNetwork network;
  private final History history = new History();
  private final List<VirtualPeer> peers = new ArrayList<>();
  private final List<VirtualNetwork.Line> lines = new ArrayList<>();
  private final List<VirtualSubscriber> subscribers = new ArrayList<>();
  private final Map<VirtualSubscriber, VirtualPeer> homes = new HashMap<>();
  private final Map<VirtualNetwork.Line, Integer> healAt = new HashMap<>();
  private final Map<VirtualPeer, Integer> wakeAt = new HashMap<>();
  private final boolean busy;

  /** Some are away, or so slow, for so long that others may give something up. */
  private final boolean rough;

  RandomRun(long seed) {
    random = new Random(new SplittableRandom(seed).nextLong()); // near seeds, far runs
    network = new VirtualNetwork(random);
    rough = random.nextBoolean();
    busy = random.nextInt(3) == 0;
    int count = 3 + random.nextInt(6);
    long bytes = random.nextBoolean() ? 256 << 10 : 4 << 20;
    long waiting = random.nextBoolean() ? 32 << 10 : 8 << 20;
    LogLimits limits = new LogLimits(bytes, Duration.ofMinutes(5), waiting);
    for (int i = 0; i < count; i++) {
      peers.add(
          new VirtualPeer(
              network,
              new VirtualPeer.Spec(
                  "p" + i,
                  1000 + i,
                  limits,
                  Duration.ZERO,
                  false,
                  random,
                  compression(seed, i),
                  trust(seed))));
    }
    connect();
  }

  private static Trust trust(long seed) {
    return seed % 4 == 1 ? Trust.ORIGINS : Trust.LINKS;
  }

  /** Some networks do not compress, and in some not all peers take what others compress. */
  private static CompressionConfig compression(long seed, int peer) {
    boolean compresses = seed % 4 == 3 || seed % 8 == 5 && peer % 3 != 0;
    return compresses ? PackedBatches.ALL : CompressionConfig.NONE;
  }

  /** A tree, so that all hang together, and some more lines. */
  private void connect() {
    boolean full = random.nextBoolean();
    for (int i = 1; i < peers.size(); i++) {
      int parent = random.nextInt(i);
      for (int j = 0; j < i; j++) {
        if (full || j == parent || random.nextInt(4) == 0) {
          line(peers.get(i), peers.get(j));
        }
      }
    }
  }

  private void line(VirtualPeer a, VirtualPeer b) {
    VirtualNetwork.Line line = VirtualNetwork.Line.of(a.name, b.name);
    lines.add(line);
    long latency = 100_000L + random.nextInt(random.nextBoolean() ? 1_000_000 : 80_000_000);
    long speed = rough && random.nextInt(4) == 0 ? 64 << 10 : 64 << 20;
    network.wire(line, new VirtualStream.Wire(latency, 64 << 10, speed));
    a.knows(b);
    b.knows(a);
  }

  void run() {
    peers.forEach(VirtualPeer::start);
    network.time.run(JOIN);
    for (VirtualPeer peer : peers) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        subscribe(peer);
      }
    }
    for (int step = 0; step < STEPS; step++) {
      recover(step);
      publish();
      disturb(step);
      network.time.run(STEP);
    }
    settle();
  }

  private void subscribe(VirtualPeer peer) {
    String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
    SlowPolicy policy = SlowPolicy.values()[random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0];
    String app = peer.name + random.nextInt(3);
    var subscriber = new VirtualSubscriber(app, pattern, random.nextInt(3) == 0, policy);
    subscriber.subscribeAt(peer);
    subscribers.add(subscriber);
    homes.put(subscriber, peer);
  }

  private void publish() {
    if (random.nextInt(3) == 0) {
      return;
    }
    VirtualPeer peer = any(peers);
    if (wakeAt.containsKey(peer)) {
      return;
    }
    int size = random.nextInt(busy ? 2000 : 200) + (random.nextInt(50) == 0 ? 40_000 : 0);
    for (int i = random.nextInt(busy ? 40 : 10); i >= 0; i--) {
      Lane lane = Lane.values()[random.nextInt(3)];
      history.publish(peer, peer.name + random.nextInt(3), lane, any(List.of(TYPES)), size);
    }
  }

  private void disturb(int step) {
    VirtualNetwork.Line line = any(lines);
    VirtualSubscriber subscriber = any(subscribers);
    switch (random.nextInt(40)) {
      case 0 -> network.cut(line);
      case 1 -> {
        network.down(line);
        healAt.put(line, step + random.nextInt(160));
      }
      case 2 -> {
        network.stall(line, true);
        healAt.put(line, step + random.nextInt(80));
      }
      case 3 -> {
        VirtualPeer peer = any(peers);
        peer.loop.pause();
        wakeAt.put(peer, step + random.nextInt(rough && random.nextInt(4) == 0 ? 360 : 60));
      }
      case 4, 5, 6 -> subscriber.stall();
      case 7, 8, 9 -> subscriber.read(1 + random.nextInt(20));
      case 10, 11 -> subscriber.read(Integer.MAX_VALUE);
      case 12 -> move(subscriber);
      default -> {}
    }
    subscribers.stream().filter(VirtualSubscriber::hasEnded).forEach(this::move);
  }

  private void move(VirtualSubscriber subscriber) {
    VirtualPeer home = requireNonNull(homes.get(subscriber));
    VirtualPeer next = subscriber.isBoundToItsPeer() ? home : any(peers);
    if (!wakeAt.containsKey(next)) {
      subscriber.close();
      subscriber.subscribeAt(next);
    }
  }

  private void recover(int step) {
    List.copyOf(healAt.keySet()).stream().filter(l -> healAt.get(l) <= step).forEach(this::heal);
    List.copyOf(wakeAt.keySet()).stream().filter(p -> wakeAt.get(p) <= step).forEach(this::wake);
  }

  private void heal(VirtualNetwork.Line line) {
    healAt.remove(line);
    network.up(line);
    network.stall(line, false);
  }

  private void wake(VirtualPeer peer) {
    wakeAt.remove(peer);
    peer.loop.resume();
  }

  private void settle() {
    recover(Integer.MAX_VALUE);
    for (VirtualSubscriber subscriber : subscribers) {
      if (subscriber.hasEnded()) {
        move(subscriber);
      }
      subscriber.read(Integer.MAX_VALUE);
    }
    long before = -1;
    for (int i = 0; i < SETTLE_TIMES && progress() != before; i++) {
      before = progress();
      network.time.run(SETTLE);
    }
    subscribers.forEach(subscriber -> subscriber.check(history));
    assertThat(history.waitingForReceipts()).as("messages without receipt").isZero();
    checkSpread();
    boolean withheld = peers.stream().anyMatch(p -> p.core.broadcast.counters().withheld() > 0);
    if (!rough
        && !withheld
        && peers.stream().allMatch(peer -> peer.core.log.oldestPosition() == 1)) {
      assertThat(peers)
          .as("what is in the logs is repaired, not given up")
          .allMatch(peer -> peer.core.broadcast.counters().givenUp() == 0);
    }
  }

  /** A message is new once to each peer; it may come again, but is not passed on again. */
  private void checkSpread() {
    long published = peers.stream().mapToLong(p -> p.core.broadcast.counters().published()).sum();
    for (VirtualPeer peer : peers) {
      var counters = peer.core.broadcast.counters();
      assertThat(counters.received() + counters.published())
          .as("%s: new messages", peer.name)
          .isLessThanOrEqualTo(published);
    }
  }

  private long progress() {
    return subscribers.stream().mapToLong(VirtualSubscriber::events).sum()
        - history.waitingForReceipts();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
