package io.skein.bootstrap.registry;

/**
 * A lease as it is kept: renewed in place, so that renewals leave no garbage among what lives long.
 * Changed under the registry's lock only; its changing fields are volatile, as a snapshot is
 * written without that lock.
 */
final class LeaseEntry {
  private static final int UNLISTED = -1;

  private final Registration registration;
  private final long idHigh;
  private final long idLow;
  private final long lengthNanos;
  private final long voidAtNanos;
  private volatile long expiresAtNanos;
  private volatile int links;
  private volatile int handedOut;

  /** Index in the list of its network's reachable peers. */
  private volatile int place = UNLISTED;

  /** The entry of a lease, not listed. */
  LeaseEntry(Lease lease, Registration registration) {
    this.registration = registration;
    this.idHigh = lease.id().high();
    this.idLow = lease.id().low();
    this.lengthNanos = lease.lengthNanos();
    this.voidAtNanos = lease.voidAtNanos();
    touch(lease);
  }

  /** Takes over what may change: the end and the counts. */
  void touch(Lease lease) {
    expiresAtNanos = lease.expiresAtNanos();
    links = lease.links();
    handedOut = lease.handedOut();
  }

  void listAt(int index) {
    place = index;
  }

  int place() {
    return place;
  }

  boolean isReachable() {
    return place != UNLISTED;
  }

  boolean isLive(long nowNanos) {
    return Lease.isLive(expiresAtNanos, voidAtNanos, nowNanos);
  }

  LeaseId id() {
    return new LeaseId(idHigh, idLow);
  }

  Registration registration() {
    return registration;
  }

  /** The lease as it is now. */
  Lease lease() {
    return new Lease(
        id(),
        registration,
        isReachable(),
        links,
        handedOut,
        lengthNanos,
        expiresAtNanos,
        voidAtNanos);
  }
}
