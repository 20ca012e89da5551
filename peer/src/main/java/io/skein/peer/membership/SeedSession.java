package io.skein.peer.membership;

import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Keeps this peer registered at one bootstrap server, and asks it for
 * peers: often while links are missing, else rarely. Never gives up.
 */
public final class SeedSession implements Seed.Answers, AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration MOST_RETRY = Duration.ofSeconds(30);
  private static final Duration HUNGRY = Duration.ofSeconds(2);
  private static final Duration CONTENT = Duration.ofSeconds(30);
  private static final int RENEWALS_PER_LEASE = 3;

  private final Seed seed;
  private final EventLoop loop;
  private final Listener listener;
  private final Backoff leaseRetries;
  private final Backoff sampleRetries;

  private EventLoop.@Nullable Timer leaseTimer;
  private EventLoop.@Nullable Timer sampleTimer;
  private boolean sampling;
  private boolean calling;
  private boolean registerNext;
  private boolean registered;
  private boolean closed;
  private int links;
  private int wantedLinks = 1;

  /** Told what the server says; called on the owner thread. */
  public interface Listener {
    /**
     * This peer is registered, for the first time or again.
     *
     * @param observedAddress HOST:PORT from which the server saw this peer
     * @param unreachableDetail why others cannot dial this peer; empty if they can
     */
    void registered(String observedAddress, String unreachableDetail);

    /** Peers to dial, none of them this one. */
    void sampled(List<PeerRecord> records, int networkSize);

    /** Something failed and will be tried again. */
    void failed(String reason);
  }

  /**
   * A session that has not started.
   *
   * @param random spreads what many peers do
   */
  public SeedSession(Seed seed, EventLoop loop, RandomGenerator random, Listener listener) {
    this.seed = seed;
    this.loop = loop;
    this.listener = listener;
    this.leaseRetries = new Backoff(FIRST_RETRY, MOST_RETRY, random);
    this.sampleRetries = new Backoff(FIRST_RETRY, MOST_RETRY, random);
  }

  /** Registers for the first time. */
  public void start() {
    loop.checkInLoop();
    register();
  }

  /** This peer's record has changed: the server gets the new one at once. */
  public void recordChanged() {
    loop.checkInLoop();
    // Otherwise an attempt is due anyway, and takes the record of that moment.
    if (!closed && (registered || calling)) {
      register();
    }
  }

  /**
   * Tells how many links there are; with fewer than wanted, peers are asked for within 2 s.
   *
   * @param have links that stand
   * @param want links that should
   */
  public void links(int have, int want) {
    loop.checkInLoop();
    boolean wasHungry = isHungry();
    links = have;
    wantedLinks = want;
    if (sampleTimer != null && isHungry() && !wasHungry) {
      sampleIn(leaseRetries.around(HUNGRY));
    }
  }

  /** Whether the server knows this peer, as far as this peer knows. */
  public boolean isRegistered() {
    return registered;
  }

  @Override
  public void registered(Duration lease, String observedAddress, String unreachableDetail) {
    if (leaseAnswerIsVoid()) {
      return;
    }
    registered = true;
    listener.registered(observedAddress, unreachableDetail);
    goOn(lease);
    sampleNow();
  }

  @Override
  public void renewed(Duration lease) {
    if (!leaseAnswerIsVoid()) {
      goOn(lease);
    }
  }

  @Override
  public void leaseUnknown() {
    if (!leaseAnswerIsVoid()) {
      registered = false;
      register();
    }
  }

  @Override
  public void sampled(List<PeerRecord> records, int networkSize) {
    loop.checkInLoop();
    sampling = false;
    if (closed) {
      return;
    }
    sampleRetries.reset();
    sampleIn(sampleRetries.around(isHungry() ? HUNGRY : CONTENT));
    listener.sampled(records, networkSize);
  }

  @Override
  public void failed(Seed.Failure failure) {
    if (failure.request() == Seed.Request.SAMPLE) {
      sampleFailed(failure);
    } else if (!leaseAnswerIsVoid()) {
      leaseFailed(failure);
    }
  }

  /** Leaves, and asks for nothing more. Idempotent. */
  @Override
  public void close() {
    loop.checkInLoop();
    if (closed) {
      return;
    }
    closed = true;
    registered = false;
    cancel(leaseTimer);
    cancel(sampleTimer);
    seed.leave();
  }

  private void register() {
    if (calling) {
      registerNext = true;
      return;
    }
    cancel(leaseTimer);
    calling = true;
    seed.register(this);
  }

  private void renew() {
    calling = true;
    seed.renew(links, this);
  }

  // Whether the answer comes too late, or something newer is to be registered instead of going on
  // from it.
  private boolean leaseAnswerIsVoid() {
    loop.checkInLoop();
    calling = false;
    if (closed) {
      return true;
    }
    if (registerNext) {
      registerNext = false;
      register();
      return true;
    }
    return false;
  }

  private void goOn(Duration lease) {
    leaseRetries.reset();
    leaseTimer =
        loop.schedule(leaseRetries.around(lease.dividedBy(RENEWALS_PER_LEASE)), this::renew);
  }

  private void leaseFailed(Seed.Failure failure) {
    Duration delay = failure.retryAfter().plus(leaseRetries.next());
    boolean renewing = failure.request() == Seed.Request.RENEW;
    leaseTimer = loop.schedule(delay, renewing ? this::renew : this::register);
    // A server that is full still tells those whom it does not take where the others are.
    if (failure.answered()) {
      sampleNow();
    }
    listener.failed(failure.reason());
  }

  private void sampleFailed(Seed.Failure failure) {
    loop.checkInLoop();
    sampling = false;
    if (closed) {
      return;
    }
    sampleIn(failure.retryAfter().plus(sampleRetries.next()));
    listener.failed(failure.reason());
  }

  private void sampleNow() {
    cancel(sampleTimer);
    sampleTimer = null;
    if (!sampling) {
      sampling = true;
      seed.sample(this);
    }
  }

  private void sampleIn(Duration delay) {
    cancel(sampleTimer);
    sampleTimer = loop.schedule(delay, this::sampleNow);
  }

  private boolean isHungry() {
    return links < wantedLinks;
  }

  private static void cancel(EventLoop.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
