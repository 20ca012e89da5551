package io.skein.compare.app;

import io.skein.peer.bench.FlowRun;
import java.util.function.Consumer;

/** The publishing connections of one process; thread-safe. */
public interface Outlet extends AutoCloseable {
  /**
   * Publishes a run; the one before has ended. Returns at once.
   *
   * @param whenDone takes what {@link Flow} says of the run when its last message has been handed
   *     over
   */
  void run(FlowRun run, Consumer<String> whenDone);

  /** Takes note that all subscribers have come to {@code messages} of the messages. */
  void progress(long messages);

  @Override
  void close();
}
