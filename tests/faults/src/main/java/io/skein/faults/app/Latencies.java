package io.skein.faults.app;

import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Lane;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * How long batches were on their way, by the wall clock of this machine, up to 200,000 of them;
 * thread-safe.
 */
public final class Latencies {
  private static final double P99 = 0.99;
  private static final int MOST = 200_000;

  private final List<Long> all = new ArrayList<>();
  private long longestUrgent;

  synchronized void add(BatchHeader header) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long micros = now - header.getSealedAtUnixMicros();
    if (all.size() < MOST) {
      all.add(micros);
    }
    if (header.getLane() == Lane.LANE_URGENT) {
      longestUrgent = Math.max(longestUrgent, micros);
    }
  }

  /** The 99th percentile since the last call, in milliseconds. */
  public synchronized double takeP99Millis() {
    List<Long> sorted = all.stream().sorted().toList();
    all.clear();
    longestUrgent = 0;
    return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * P99)) / 1e3;
  }

  /** The longest way of an urgent batch since the last call of the other, in milliseconds. */
  public synchronized double longestUrgentMillis() {
    return longestUrgent / 1e3;
  }
}
