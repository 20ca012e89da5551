package io.skein.peer.membership;

import io.skein.peer.membership.ViewMessage.Shuffle;
import io.skein.peer.membership.ViewMessage.ShuffleReply;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Mixes the passive views: exchanges some known peers with the end of
 * a random walk, whose answer comes back the same way.
 */
final class Shuffles {
  /** Records in a message at most; more are not looked at. */
  static final int MAX_RECORDS = 16;

  private static final int MAX_HOPS = 6;
  private static final int OF_ACTIVE = 3;
  private static final int OF_PASSIVE = 4;
  private static final int REPLY = 8;
  private static final int MAX_ROUTES = 1_024;
  private static final long ROUTE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Views views;
  private final Connector connector;
  private final Supplier<PeerRecord> self;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final SequencedMap<Long, Route> routes = new LinkedHashMap<>();

  /**
   * Where the answer to a shuffle goes.
   *
   * @param back null if the shuffle is this peer's own
   */
  private record Route(@Nullable PeerId back, long untilNanos) {}

  Shuffles(
      Views views,
      Connector connector,
      Supplier<PeerRecord> self,
      EventLoop loop,
      RandomGenerator random) {
    this.views = views;
    this.connector = connector;
    this.self = self;
    this.loop = loop;
    this.random = random;
  }

  /** Starts a shuffle. */
  void begin() {
    PeerId first = views.active().any(Set.of());
    if (first == null) {
      return;
    }
    List<PeerRecord> records = new ArrayList<>();
    records.add(self.get());
    records.addAll(views.active().sample(OF_ACTIVE));
    records.addAll(views.passive().sample(OF_PASSIVE));
    long nonce = random.nextLong() | 1;
    remember(nonce, null);
    connector.send(first, new Shuffle(nonce, MAX_HOPS, records));
  }

  /**
   * Of a walk that comes by twice the first way back counts, so that the answer leaves the loop
   * out.
   */
  private void remember(long nonce, @Nullable PeerId back) {
    long now = loop.nanoTime();
    routes.values().removeIf(route -> route.untilNanos() - now < 0);
    if (routes.size() >= MAX_ROUTES) {
      routes.pollFirstEntry();
    }
    routes.putIfAbsent(nonce, new Route(back, now + ROUTE_NANOS));
  }

  /** A shuffle came by, or ends here. */
  void shuffle(PeerId from, Shuffle shuffle) {
    int hops = Math.clamp(shuffle.hopsToLive(), 0, MAX_HOPS);
    PeerId next = hops <= 1 ? null : views.active().any(Set.of(from));
    if (next != null) {
      remember(shuffle.nonce(), from);
      connector.send(next, new Shuffle(shuffle.nonce(), hops - 1, shuffle.records()));
      return;
    }
    List<PeerRecord> reply = new ArrayList<>(views.passive().sample(REPLY / 2));
    reply.addAll(views.active().sample(REPLY - reply.size()));
    connector.send(from, new ShuffleReply(shuffle.nonce(), reply));
    merge(shuffle.records());
  }

  /** An answer goes back, or is this peer's. */
  void reply(ShuffleReply reply) {
    Route route = routes.remove(reply.nonce());
    if (route == null) {
      return;
    }
    if (route.back() == null) {
      merge(reply.records());
    } else {
      connector.send(route.back(), reply);
    }
  }

  /** Takes records into the passive view. */
  void merge(List<PeerRecord> records) {
    records.stream().limit(MAX_RECORDS).forEach(views::remember);
  }
}
