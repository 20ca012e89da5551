package io.skein.bootstrap.registry;

import java.time.Duration;

/** What came of a registration. */
public sealed interface RegisterResult {
  /**
   * The peer is registered.
   *
   * @param id handle of its lease
   * @param lease granted lease
   */
  record Registered(LeaseId id, Duration lease) implements RegisterResult {}

  /**
   * A newer record of the peer is registered already.
   *
   * @param epoch the newer record's, unsigned
   * @param revision the newer record's, unsigned
   */
  record Older(long epoch, long revision) implements RegisterResult {}

  /**
   * The record is void by the server's wall clock.
   *
   * @param age how long it has been
   */
  record Expired(Duration age) implements RegisterResult {}

  /**
   * There is no room.
   *
   * @param reason which limit, for people
   * @param retryAfter when to try again
   */
  record Refused(String reason, Duration retryAfter) implements RegisterResult {}
}
