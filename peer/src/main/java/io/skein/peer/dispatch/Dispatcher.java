package io.skein.peer.dispatch;

import com.google.protobuf.ByteString;
import io.skein.peer.compression.Expansions;
import io.skein.peer.log.LaneLog;
import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.LogEntry.GapEntry;
import io.skein.peer.log.MessageLog;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Hands what enters the log to the subscriptions that want it. Those
 * that keep up are found by type; those that do not are asked only when something leaves the log or
 * their app is ready again.
 */
public final class Dispatcher implements MessageLog.Listener {
  private static final int MAX_TYPES = 10_000;
  private static final Duration TICK = Duration.ofSeconds(1);

  private final MessageLog log;
  private final EventLoop loop;
  private final ReadableBatches readable;
  private final int maxSubscriptions;
  private final Set<Subscription> subscriptions = new LinkedHashSet<>();
  private final Set<Subscription> behind = new LinkedHashSet<>();

  /** Those behind whose policy has a lag limit. */
  private final Set<Subscription> limited = new LinkedHashSet<>();

  private final Map<MessageType, List<Subscription>> byType = new HashMap<>();
  private final DispatchCounters counters = new DispatchCounters();
  private EventLoop.@Nullable Timer timer;
  private @Nullable ByteString liveToken;
  private long liveTokenPosition;

  /**
   * A dispatcher without subscriptions.
   *
   * @param expansions what subscriptions get of compressed batches
   * @param maxSubscriptions at most at once, at least 1
   */
  public Dispatcher(MessageLog log, EventLoop loop, Expansions expansions, int maxSubscriptions) {
    this.log = log;
    this.loop = loop;
    this.maxSubscriptions = maxSubscriptions;
    readable = new ReadableBatches(expansions);
    log.addListener(this);
  }

  /** Starts the checkpoints, and the ageing of the log. */
  public void start() {
    timer = loop.schedule(TICK, this::tick);
  }

  private void tick() {
    timer = loop.schedule(TICK, this::tick);
    log.evict();
    List.copyOf(subscriptions).forEach(Subscription::checkpoint);
  }

  /**
   * Opens a subscription and sends its first answer.
   *
   * @return the subscription, or why there is none
   */
  public SubscribeOutcome subscribe(SubscriptionSpec spec, SubscriptionSink sink) {
    if (subscriptions.size() >= maxSubscriptions) {
      return new SubscribeOutcome.Full(maxSubscriptions);
    }
    StartPoint start = StartPoint.of(spec, log);
    if (spec.start() instanceof Start.Resume resume
        && !resume.acceptGap()
        && !start.lost().isEmpty()) {
      return new SubscribeOutcome.TooOld(start.lost().getFirst());
    }
    Subscription subscription = new Subscription(this, spec, sink, start);
    subscriptions.add(subscription);
    isBehind(subscription);
    byType.forEach(
        (type, wanting) -> {
          if (spec.matches(type)) {
            wanting.add(subscription);
          }
        });
    return new SubscribeOutcome.Subscribed(subscription);
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
    isLive(subscription);
    byType.values().forEach(wanting -> wanting.remove(subscription));
  }

  @Override
  public void appended(LogEntry entry) {
    switch (entry) {
      case BatchEntry batch -> appended(batch, wanting(batch.batch().header().type()));
      case GapEntry gap -> appended(gap, new ArrayList<>(subscriptions));
    }
    if (!limited.isEmpty()) {
      List.copyOf(limited).forEach(Subscription::enforcePolicy);
    }
  }

  /** By index: a sink that fails may end its subscription, and so shorten the list. */
  private static void appended(LogEntry entry, List<Subscription> wanting) {
    for (int i = wanting.size() - 1; i >= 0; i--) {
      wanting.get(i).appended(entry);
    }
  }

  private List<Subscription> wanting(MessageType type) {
    List<Subscription> wanting = byType.get(type);
    if (wanting == null) {
      if (byType.size() >= MAX_TYPES) {
        byType.clear();
      }
      wanting = new ArrayList<>();
      for (Subscription subscription : subscriptions) {
        if (subscription.matches(type)) {
          wanting.add(subscription);
        }
      }
      byType.put(type, wanting);
    }
    return wanting;
  }

  @Override
  public void evicting(LogEntry entry) {
    for (Subscription subscription : behind) {
      subscription.evicting(entry);
    }
  }

  void isLive(Subscription subscription) {
    behind.remove(subscription);
    limited.remove(subscription);
  }

  void isBehind(Subscription subscription) {
    behind.add(subscription);
    if (subscription.spec().policy() != SlowPolicy.CATCH_UP) {
      limited.add(subscription);
    }
  }

  /** Whether some subscription wants the publishers of this peer to wait. */
  public boolean holdsBack() {
    long now = loop.nanoTime();
    boolean holds = false;
    for (Subscription subscription : behind) {
      holds |= subscription.holdsBack(now);
    }
    return holds;
  }

  /** The token of a subscription that has seen everything; the same for all of them. */
  ByteString liveToken() {
    ByteString token = liveToken;
    if (token == null || liveTokenPosition != log.nextPosition()) {
      token = new ResumeToken(nextAt(log.nextPosition())).encode();
      liveToken = token;
      liveTokenPosition = log.nextPosition();
    }
    return token;
  }

  /** For each lane the sequence that comes next for a reader at a position. */
  Map<OriginLane, Long> nextAt(long position) {
    Map<OriginLane, Long> next = new HashMap<>();
    log.forgottenEnds().forEach(next::putAll);
    for (LaneLog lane : log.lanes()) {
      next.put(lane.source(), lane.nextToLog());
    }
    for (long p = log.nextPosition() - 1; p >= position; p--) {
      switch (log.get(p)) {
        case BatchEntry entry ->
            next.put(entry.batch().header().source(), entry.batch().header().first());
        case GapEntry entry -> next.put(entry.range().source(), entry.range().first());
      }
    }
    return next;
  }

  /** Ends the subscriptions that got everything; true if none is left. */
  public boolean drainCaughtUp() {
    for (Subscription subscription : List.copyOf(subscriptions)) {
      if (subscription.isLive()) {
        subscription.drain();
      }
    }
    return subscriptions.isEmpty();
  }

  /** Ends all subscriptions, and the timers. */
  public void close() {
    if (timer != null) {
      timer.cancel();
    }
    List.copyOf(subscriptions).forEach(Subscription::drain);
  }

  public int subscriptions() {
    return subscriptions.size();
  }

  /** How many subscriptions of an app are open. */
  public long subscriptionsOf(String app) {
    return subscriptions.stream().filter(s -> s.spec().app().equals(app)).count();
  }

  public DispatchCounters counters() {
    return counters;
  }

  ReadableBatches readable() {
    return readable;
  }

  MessageLog log() {
    return log;
  }
}
