package io.skein.peer.grpc;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import org.jspecify.annotations.Nullable;

/** Records whose signature this peer has checked before; asked on the owner thread. */
@FunctionalInterface
public interface KnownRecords {
  /** The newest record of a peer; null if it has none. */
  @Nullable PeerRecord known(PeerId id);
}
