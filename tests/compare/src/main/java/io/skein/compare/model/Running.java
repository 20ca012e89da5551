package io.skein.compare.model;

import java.io.IOException;
import java.time.Duration;

/** A contender that runs a workload and stays warm between its rounds; confined to one thread. */
public interface Running extends AutoCloseable {
  /**
   * Lets messages flow for {@code time}, waits until they have come, and tells what happened. The
   * warm-up is such a round too.
   *
   * @throws IOException if a process fails
   */
  Measurement measure(Duration time) throws IOException, InterruptedException;

  /** Takes what costs time, such as the heap after the last round, into the last measurement. */
  default Measurement conclude(Measurement last) throws IOException, InterruptedException {
    return last;
  }

  /** Ends all its processes. */
  @Override
  void close();
}
