package io.skein.peer.cli;

import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import java.util.List;
import java.util.Optional;

/** A started peer; thread-safe. */
public interface RunningPeer extends AutoCloseable {
  /** Peer id as people read it. */
  String peerName();

  /** Addresses that other peers are told to dial. */
  List<HostPort> addresses();

  /** Where it serves apps; the real port if 0 was asked for. */
  AppAddress app();

  /** Where it answers HTTP; empty if that is off. */
  Optional<HostPort> http();

  /** Pin of the bootstrap server inside; empty if there is none, or no TLS. */
  default Optional<CertificatePin> bootstrapPin() {
    return Optional.empty();
  }

  /** Waits until the peer is closed, by whomever. */
  void awaitTermination() throws InterruptedException;

  /**
   * Reads the files again that say who may use the app API, and those of certificates, tokens and
   * the allow-list that changed; blocks, at most 10 s.
   *
   * @return what is wrong with them, one sentence each; what was read before such a file counts
   *     further
   */
  List<String> reload();

  /**
   * Refuses new work, hands over what was accepted, and leaves; blocks, at most 10 s. The caller
   * closes afterwards.
   */
  void drain();

  /** Ends at once; idempotent. */
  @Override
  void close();
}
