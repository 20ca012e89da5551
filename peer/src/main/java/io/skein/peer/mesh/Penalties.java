package io.skein.peer.mesh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. How much each offender has to answer for: points that fade, half of
 * them in each half-life. Of 4,096 offenders, the last ones.
 */
final class Penalties {
  static final int MAX = 4_096;

  private final double halfLifeNanos;

  /** The one blamed last at the end. */
  private final Map<Offender, Penalty> penalties =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Offender, Penalty> eldest) {
          return size() > MAX;
        }
      };

  private record Penalty(double points, long atNanos) {}

  Penalties(Duration halfLife) {
    halfLifeNanos = halfLife.toNanos();
  }

  /** Adds points; returns how many that makes. */
  double add(Offender offender, int points, long nowNanos) {
    double sum = of(offender, nowNanos) + points;
    penalties.put(offender, new Penalty(sum, nowNanos));
    return sum;
  }

  /** The points that are left; 0 for who did nothing. */
  double of(Offender offender, long nowNanos) {
    @Nullable Penalty penalty = penalties.get(offender);
    if (penalty == null) {
      return 0;
    }
    double halvings = Math.max(0, nowNanos - penalty.atNanos()) / halfLifeNanos;
    return penalty.points() * Math.pow(0.5, halvings);
  }

  void clear(Offender offender) {
    penalties.remove(offender);
  }

  int size() {
    return penalties.size();
  }
}
