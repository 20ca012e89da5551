package io.skein.peer.bench;

/**
 * One measured phase; immutable.
 *
 * @param messages how many were published
 * @param messagesPerSecond from the first request until the last arrival
 * @param cpu what the processes used
 * @param seen what the subscriber saw
 */
record PipeRound(long messages, double messagesPerSecond, CpuSeconds cpu, SubscriberReport seen) {
  private static final double MILLION = 1e6;

  /** CPU seconds for a million messages. */
  CpuSeconds cpuPerMillion() {
    return cpu.times(MILLION / messages);
  }
}
