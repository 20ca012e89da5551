package io.skein.peer;

import io.skein.peer.cli.SkeinCommandLine;
import io.skein.peer.cli.Starters;
import java.io.IOException;

/** Entry point of the runnable jar. */
public final class PeerMain {
  private PeerMain() {}

  public static void main(String[] args) {
    System.exit(SkeinCommandLine.create(starters()).run(args));
  }

  private static Starters starters() {
    return new Starters(
        options -> {
          throw new IOException("the peer is not wired");
        },
        options -> {
          throw new IOException("the bootstrap server is not wired");
        },
        dataDir -> {
          throw new IOException("the identity is not wired");
        });
  }
}
