package io.skein.peer.cli;

import java.io.IOException;

/** Makes peers out of options: what the command line does not know itself. */
@FunctionalInterface
public interface PeerStarter {
  /**
   * Starts a peer; it listens when this returns, and may still be joining.
   *
   * @throws IOException if an address or the data directory cannot be used; the message is one line
   *     that says what to do
   */
  RunningPeer start(PeerOptions options) throws IOException;
}
