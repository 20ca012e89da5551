package io.skein.peer.admin;

import java.util.List;

/** Knows whether the peer can do its work; thread-safe, and never blocks. */
@FunctionalInterface
public interface Readiness {
  /** Why the peer is not ready, one sentence each; empty if it is. */
  List<String> notReadyReasons();
}
