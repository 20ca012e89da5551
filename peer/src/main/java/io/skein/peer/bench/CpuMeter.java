package io.skein.peer.bench;

import io.skein.peer.bench.network.Child;
import java.time.Duration;
import java.util.List;

/** CPU time that some processes use between two moments; confined to one thread at a time. */
public final class CpuMeter {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Child> processes;
  private Duration begin = Duration.ZERO;

  /** Of these processes, which run. */
  public CpuMeter(List<Child> processes) {
    this.processes = List.copyOf(processes);
  }

  /** Measures from now on. */
  public void start() {
    begin = total();
  }

  /** Seconds used since {@link #start()}, user and system, all processes together. */
  public double seconds() {
    return total().minus(begin).toNanos() / NANOS_PER_SECOND;
  }

  private Duration total() {
    return processes.stream().map(Child::cpuTime).reduce(Duration.ZERO, Duration::plus);
  }
}
