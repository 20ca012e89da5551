package io.skein.peer.cli;

import io.skein.peer.cli.Starters.IdentityStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the identity of a peer before its first start; confined to the thread that runs it. */
@Command(
    name = "keygen",
    description = {
      "Make the identity of a peer, and print its peer id.",
      "A peer does so itself at its first start; an identity that is there already is kept."
    },
    footer = {"", "Example: skein keygen --data-dir ./peer1"})
final class KeygenCommand implements Callable<Integer> {
  private final IdentityStore identities;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Data directory of the peer (default: ~/.skein).")
  private Path dataDir = HomePaths.home(".skein");

  KeygenCommand(IdentityStore identities) {
    this.identities = identities;
  }

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().println(identities.loadOrCreate(dataDir));
    return 0;
  }
}
