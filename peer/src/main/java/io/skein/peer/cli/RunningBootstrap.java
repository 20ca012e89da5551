package io.skein.peer.cli;

import io.skein.wire.HostPort;

/** A started bootstrap server; thread-safe. */
public interface RunningBootstrap extends AutoCloseable {
  /** Where it listens; the real port if 0 was asked for. */
  HostPort address();

  /** Waits until the server is closed, by whomever. */
  void awaitTermination() throws InterruptedException;

  /** Writes its snapshot and ends; idempotent. */
  @Override
  void close();
}
