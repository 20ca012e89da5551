package io.skein.peer.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long messages took, exact to three digits, up to a minute; confined to one thread at a time.
 * Messages of one batch often took the same time, so equal ones are counted before they are stored.
 */
public final class Latencies {
  private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final double NANOS_PER_MICRO = 1_000;

  private final Histogram histogram = new Histogram(MAX_NANOS, 3);
  private long repeated;
  private long repetitions;

  /** Takes how long one message took. */
  public void record(long nanos) {
    if (nanos == repeated) {
      repetitions++;
      return;
    }
    flush();
    repeated = nanos;
    repetitions = 1;
  }

  /** Forgets everything. */
  public void reset() {
    histogram.reset();
    repetitions = 0;
  }

  /** Microseconds that {@code percent} of the messages did not exceed; 0 if there were none. */
  public double micros(double percent) {
    flush();
    return histogram.getTotalCount() == 0
        ? 0
        : histogram.getValueAtPercentile(percent) / NANOS_PER_MICRO;
  }

  private void flush() {
    if (repetitions > 0) {
      histogram.recordValueWithCount(Math.clamp(repeated, 0, MAX_NANOS), repetitions);
      repetitions = 0;
    }
  }
}
