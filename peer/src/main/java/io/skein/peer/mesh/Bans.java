package io.skein.peer.mesh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Who is banned, and who was: a ban that is over is remembered for as
 * long as the longest one lasts, so that the next one is twice as long. At most 1,024; beyond, the
 * one imposed first is forgotten.
 */
final class Bans {
  static final int MAX = 1_024;

  private final ConductConfig config;

  /** The one imposed last at the end. */
  private final Map<Offender, Ban> bans = new LinkedHashMap<>();

  Bans(ConductConfig config) {
    this.config = config;
  }

  /** Bans for what was done; each time for twice as long. */
  Ban impose(Offender offender, String reason, long nowNanos) {
    int times = timesBefore(offender, nowNanos) + 1;
    long until = nowNanos + config.banOf(times).toNanos();
    return put(new Ban(offender, reason, until, times, false));
  }

  /** Bans as a person wishes. */
  Ban impose(Offender offender, Duration duration, String reason, long nowNanos) {
    int times = timesBefore(offender, nowNanos) + 1;
    return put(new Ban(offender, reason, nowNanos + duration.toNanos(), times, true));
  }

  /** Takes a ban of an earlier run. */
  Ban put(Ban ban) {
    bans.remove(ban.offender());
    bans.put(ban.offender(), ban);
    if (bans.size() > MAX) {
      bans.remove(bans.keySet().iterator().next());
    }
    return ban;
  }

  private int timesBefore(Offender offender, long nowNanos) {
    Ban before = bans.get(offender);
    long since = nowNanos - config.longestBan().toNanos();
    return before == null || before.isOver(since) ? 0 : before.times();
  }

  /** The ban that lasts now; null if there is none. */
  @Nullable Ban of(Offender offender, long nowNanos) {
    Ban ban = bans.get(offender);
    return ban == null || ban.isOver(nowNanos) ? null : ban;
  }

  /** Forgets a ban, and all before it; null if none lasted. */
  @Nullable Ban lift(Offender offender, long nowNanos) {
    Ban lasting = of(offender, nowNanos);
    bans.remove(offender);
    return lasting;
  }

  /** Whether nothing came after a ban: no other one, and nobody lifted it. */
  boolean isLatest(Ban ban) {
    return ban.equals(bans.get(ban.offender()));
  }

  /** Those that last, the oldest first. */
  List<Ban> lasting(long nowNanos) {
    return bans.values().stream().filter(ban -> !ban.isOver(nowNanos)).toList();
  }
}
