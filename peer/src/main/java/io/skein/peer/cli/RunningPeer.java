package io.skein.peer.cli;

import io.skein.wire.HostPort;
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

  /** Waits until the peer is closed, by whomever. */
  void awaitTermination() throws InterruptedException;

  /**
   * Reads the files again that say who may use the app API; blocks, at most 10 s.
   *
   * @return what is wrong with them, one sentence each; if anything is, nothing changed
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
