package io.skein.peer;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Stateless. How long this process has run. */
final class ProcessAge {
  private ProcessAge() {}

  /**
   * Microseconds since the operating system started the process, to 10 ms; 1 if that is not known.
   *
   * @param nowMillis wall clock
   */
  static long micros(long nowMillis) {
    long millis =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(Instant::toEpochMilli)
            .map(start -> nowMillis - start)
            .orElse(0L);
    return Math.max(1, TimeUnit.MILLISECONDS.toMicros(millis));
  }
}
