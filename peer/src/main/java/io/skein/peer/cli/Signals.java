package io.skein.peer.cli;

/** Who tells a command that it shall end. */
@FunctionalInterface
interface Signals {
  /**
   * From now on the first signal runs {@code end} on a thread of its own. At most once for each
   * process.
   */
  void onTermination(Runnable end);

  /** From now on each SIGHUP runs {@code reload} on a thread of its own, one at a time. */
  default void onReload(Runnable reload) {}
}
