package io.skein.peer.mesh;

import io.skein.peer.model.PeerId;

/** What an operator wants to hear of; called on the owner thread. */
public interface MeshEvents {
  /** Hears nothing. */
  MeshEvents NONE = new MeshEvents() {};

  /** Another process runs with an identity: another peer's, or this one's. */
  default void duplicateIdentity(PeerId id, String where) {}

  /** A stream ended before the other side had proved who it is. */
  default void refused(String remoteAddress, DisconnectReason reason, String detail) {}

  /** A link ended. */
  default void closed(PeerId id, DisconnectReason reason, String detail) {}
}
