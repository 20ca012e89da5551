package io.skein.peer;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Stateless. How long this process has run. */
final class ProcessAge {
  private ProcessAge() {}

  /**
   * Microseconds since the JVM started, to 1 ms. Not from the operating system's start time, which
   * comes from a boot time that drifts from the wall clock by seconds on virtual machines.
   */
  static long micros() {
    return Math.max(
        1, TimeUnit.MILLISECONDS.toMicros(ManagementFactory.getRuntimeMXBean().getUptime()));
  }
}
