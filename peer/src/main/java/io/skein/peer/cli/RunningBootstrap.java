package io.skein.peer.cli;

import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import java.util.Optional;

/** A started bootstrap server; thread-safe. */
public interface RunningBootstrap extends AutoCloseable {
  /** Where it listens; the real port if 0 was asked for. */
  HostPort address();

  /** Where it answers HTTP; empty if that is off. */
  default Optional<HostPort> http() {
    return Optional.empty();
  }

  /** Pin of its certificate, for peers; empty without TLS. */
  default Optional<CertificatePin> pin() {
    return Optional.empty();
  }

  /** Reads changed files of certificates and tokens now; blocks. */
  default void reload() {}

  /** Waits until the server is closed, by whomever. */
  void awaitTermination() throws InterruptedException;

  /** Writes its snapshot and ends; idempotent. */
  @Override
  void close();
}
