package io.skein.bootstrap.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The peers of all networks that hold a lease. Thread-safe: every method takes microseconds under
 * one lock, except {@link #load} and {@link #save}, which block. Reads no clock.
 */
public final class Registry {
  /** Peers that a sample holds at most. */
  public static final int MAX_SAMPLE = 16;

  private static final Duration FULL_RETRY = Duration.ofSeconds(30);

  private final RegistryLimits limits;
  private final SecureRandom secrets;

  @GuardedBy("this")
  private final RegistryStore store;

  @GuardedBy("this")
  private final Sampler sampler;

  @GuardedBy("this")
  private final IdentityRate rate;

  /**
   * A registry over a store.
   *
   * @param secrets makes lease ids
   * @param random chooses samples
   */
  public Registry(
      RegistryLimits limits, RegistryStore store, SecureRandom secrets, RandomGenerator random) {
    this.limits = limits;
    this.store = store;
    this.secrets = secrets;
    this.sampler = new Sampler(random);
    this.rate = new IdentityRate(limits.newIdentitiesPerMinute());
  }

  /**
   * Registers a peer or replaces its record. The same record again keeps the lease id; a new epoch
   * gets a new one, so that what is left of the old process cannot renew. Reachability stays what
   * it was until {@link #setReachable}.
   *
   * @param wanted lease; zero means the default
   */
  public synchronized RegisterResult register(
      Registration registration, Duration wanted, Moment now) {
    if (registration.expiresAtMillis() <= now.wallMillis()) {
      return new RegisterResult.Expired(
          Duration.ofMillis(now.wallMillis() - registration.expiresAtMillis()));
    }
    Optional<Lease> before = store.find(registration.key()).filter(l -> l.isLive(now.nanos()));
    if (before.isPresent() && registration.isOlderThan(before.get().registration())) {
      Registration newer = before.get().registration();
      return new RegisterResult.Older(newer.epoch(), newer.revision());
    }
    Optional<RegisterResult> refusal = refusal(registration, before, now.nanos());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Lease lease = lease(registration, before, limits.granted(wanted), now);
    store.put(lease);
    return new RegisterResult.Registered(lease.id(), Duration.ofNanos(lease.lengthNanos()));
  }

  /** Notes whether the server could reach the peer. Does nothing if the lease is gone. */
  public synchronized void setReachable(LeaseId id, boolean reachable) {
    store.find(id).ifPresent(lease -> store.put(lease.withReachable(reachable)));
  }

  /**
   * Prolongs a lease by its length.
   *
   * @param links how many links the peer has
   */
  public synchronized RenewResult renew(LeaseId id, int links, long nowNanos) {
    Optional<Lease> lease = store.find(id).filter(l -> l.isLive(nowNanos));
    if (lease.isEmpty()) {
      return new RenewResult.Unknown();
    }
    store.touch(lease.get().renewed(links, nowNanos));
    return new RenewResult.Renewed(Duration.ofNanos(lease.get().lengthNanos()));
  }

  /** Ends a lease; fine if there is none. */
  public synchronized void leave(LeaseId id) {
    store.find(id).ifPresent(store::remove);
  }

  /**
   * Random live peers that can be reached, those handed out least first.
   *
   * @param wanted how many; 0 means 16, more than 16 are never given
   * @param excluded id of the peer to leave out; may be empty
   */
  public synchronized Sample sample(
      String network, int wanted, ByteString excluded, long nowNanos) {
    int count = wanted == 0 ? MAX_SAMPLE : Math.min(wanted, MAX_SAMPLE);
    List<Lease> chosen = sampler.choose(store.reachable(network), count, excluded, nowNanos);
    chosen.forEach(lease -> store.touch(lease.handedOutAgain()));
    return new Sample(
        chosen.stream().map(l -> l.registration().signedRecord()).toList(),
        store.networkSize(network));
  }

  /** The live lease of a peer. */
  public synchronized Optional<Lease> lookup(PeerKey key, long nowNanos) {
    return store.find(key).filter(l -> l.isLive(nowNanos));
  }

  /**
   * Forgets leases that ended; to be called every second or so. Ended ones are never handed out
   * meanwhile.
   */
  public synchronized void sweep(long nowNanos) {
    store.ended(nowNanos).forEach(store::remove);
  }

  /** How many leases there are, ended ones included until the next sweep. */
  public synchronized int size() {
    return store.size();
  }

  /** Brings back what was saved; once, before anything else. */
  public synchronized void load(Moment now) throws IOException {
    store.load(now);
  }

  /**
   * Saves what changed since the last time, mere renewals only every 20 s; blocks the caller, but
   * nobody else.
   */
  public void save(Moment now) throws IOException {
    RegistryStore.Pending pending;
    synchronized (this) {
      pending = store.save(now);
    }
    pending.write();
  }

  @GuardedBy("this")
  private Optional<RegisterResult> refusal(
      Registration registration, Optional<Lease> before, long nowNanos) {
    if (before.isEmpty() && store.size() >= limits.maxEntries()) {
      return refused("the server is full with %d peers".formatted(limits.maxEntries()), FULL_RETRY);
    }
    var source = registration.source();
    if (limits.isExempt(source)) {
      return Optional.empty();
    }
    AddressBlock block = AddressBlock.around(source);
    boolean stays = before.map(l -> block.contains(l.registration().source())).orElse(false);
    if (!stays && store.inBlock(block) >= limits.maxPerBlock()) {
      return refused(
          "%d peers near your address are registered already".formatted(limits.maxPerBlock()),
          FULL_RETRY);
    }
    if (before.isPresent()) {
      return Optional.empty();
    }
    if (!rate.allows(source, nowNanos)) {
      return refused("too many new peers from your address", rate.untilNextWindow(nowNanos));
    }
    rate.count(source);
    return Optional.empty();
  }

  private static Optional<RegisterResult> refused(String reason, Duration retryAfter) {
    return Optional.of(new RegisterResult.Refused(reason, retryAfter));
  }

  private Lease lease(
      Registration registration, Optional<Lease> before, Duration granted, Moment now) {
    LeaseId id =
        before
            .filter(l -> l.registration().epoch() == registration.epoch())
            .map(Lease::id)
            .orElseGet(() -> LeaseId.random(secrets));
    long validNanos = Durations.millisToNanos(registration.expiresAtMillis() - now.wallMillis());
    return new Lease(
        id,
        registration,
        before.map(Lease::reachable).orElse(false),
        before.map(Lease::links).orElse(0),
        before.map(Lease::handedOut).orElse(0),
        granted.toNanos(),
        now.nanos() + granted.toNanos(),
        now.nanos() + validNanos);
  }
}
