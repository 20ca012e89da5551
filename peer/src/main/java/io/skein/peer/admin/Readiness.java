package io.skein.peer.admin;

import java.util.List;

/** Knows whether the process can do its work; thread-safe, and never blocks. */
@FunctionalInterface
public interface Readiness {
  /** Why it is not ready, one sentence each; empty if it is. */
  List<String> notReadyReasons();
}
