package io.skein.peer.grpc;

import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.LinkTransport;
import java.util.List;

/**
 * Immutable. What a link stands on that may not be dialled: it takes nothing, until it is ended.
 */
record NoConnection(String remoteAddress) implements LinkTransport {
  @Override
  public boolean isReady() {
    return false;
  }

  @Override
  public int send(List<Frame> frames, long acknowledgedBytes) {
    throw new IllegalStateException("it is never ready");
  }

  @Override
  public void close(DisconnectReason reason, String detail) {
    // There is nothing to close.
  }
}
