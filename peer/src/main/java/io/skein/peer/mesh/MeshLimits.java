package io.skein.peer.mesh;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Bounds of links; see {@code docs/limits.md}. Stateless. */
public final class MeshLimits {
  private MeshLimits() {}

  /** Those that nobody sets, in pieces, bytes or seconds, by the name that metrics show. */
  public static Map<String, Long> fixed() {
    return Map.of(
        "max_links",
        (long) Slots.COUNT,
        "max_link_control",
        ControlQueue.MAX_BYTES,
        "max_offenders",
        (long) Penalties.MAX,
        "max_bans",
        (long) Bans.MAX,
        "progress_timeout",
        seconds(LinkWatch.STUCK_NANOS));
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
