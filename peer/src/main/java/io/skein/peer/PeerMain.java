package io.skein.peer;

import io.skein.peer.cli.SkeinCommand;
import picocli.CommandLine;

/** Entry point of the runnable jar. */
public final class PeerMain {
  private PeerMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new SkeinCommand()).execute(args));
  }
}
