package io.skein.peer.membership;

import java.util.Map;

/** Bounds of what is known of others; see {@code docs/limits.md}. Stateless. */
public final class MembershipLimits {
  private MembershipLimits() {}

  /** Those that nobody sets, in pieces, bytes or seconds, by the name that metrics show. */
  public static Map<String, Long> fixed() {
    return Map.of(
        "max_passive_view", (long) PassiveView.MAX,
        "max_lost_peers", (long) LostPeers.MAX);
  }
}
