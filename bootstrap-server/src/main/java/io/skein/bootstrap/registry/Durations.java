package io.skein.bootstrap.registry;

import java.util.concurrent.TimeUnit;

/** Formulas about time. */
final class Durations {
  // A century: times beyond it are as good as never, and sums with them cannot overflow.
  private static final long MAX_MILLIS = TimeUnit.DAYS.toMillis(36_500);

  private Durations() {}

  static long millisToNanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(Math.clamp(millis, -MAX_MILLIS, MAX_MILLIS));
  }
}
