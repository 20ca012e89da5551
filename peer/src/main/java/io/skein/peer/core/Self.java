package io.skein.peer.core;

import io.skein.peer.membership.RecordSource;
import io.skein.peer.mesh.Frame.Hello;

/** What a peer says of itself; called on the owner thread. */
public interface Self extends RecordSource {
  /**
   * Introduces this peer on a new link.
   *
   * @param links how many links it has
   */
  Hello hello(int links);
}
