package io.skein.peer.cli;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the command line has others do: whoever wires the program brings it.
 *
 * @param peer starts peers
 * @param bootstrap starts bootstrap servers
 * @param identity makes identities
 */
public record Starters(PeerStarter peer, BootstrapStarter bootstrap, IdentityStore identity) {
  /** Starts bootstrap servers. */
  @FunctionalInterface
  public interface BootstrapStarter {
    /**
     * Starts a server; it listens when this returns.
     *
     * @throws IOException if the address or the snapshot cannot be used; the message is one line
     *     that says what to do
     */
    RunningBootstrap start(BootstrapOptions options) throws IOException;
  }

  /** Keeps the identity of a peer. */
  @FunctionalInterface
  public interface IdentityStore {
    /**
     * Loads the identity of a data directory, or makes one.
     *
     * @return the peer id as people read it
     * @throws IOException if the directory cannot be used or holds a corrupt identity
     */
    String loadOrCreate(Path dataDir) throws IOException;
  }
}
