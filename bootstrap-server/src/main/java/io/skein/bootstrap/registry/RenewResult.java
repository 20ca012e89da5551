package io.skein.bootstrap.registry;

import java.time.Duration;

/** What came of a renewal. */
public sealed interface RenewResult {
  /**
   * The lease goes on.
   *
   * @param lease its length from now
   */
  record Renewed(Duration lease) implements RenewResult {}

  /** There is no such lease, or no more. */
  record Unknown() implements RenewResult {}
}
