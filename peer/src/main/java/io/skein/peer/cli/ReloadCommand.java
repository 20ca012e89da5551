package io.skein.peer.cli;

import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.ReloadRequest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a peer read its access files again; confined to the thread that runs it. */
@Command(
    name = "reload",
    sortOptions = false,
    description = {
      "Have a peer read the files again that say who may use its app API: tokens, rules, TLS.",
      "If one of them is wrong, all is told, and what was read before still counts."
    },
    footer = {"", "Example: skein reload --peer unix:/run/skein/app.sock"})
final class ReloadCommand implements Callable<Integer> {
  private static final long PATIENCE_SECONDS = 10;

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  ReloadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (PeerConnection peer = connection.open()) {
      List<String> problems = reload(peer);
      if (problems.isEmpty()) {
        terminal.say("skein: reloaded");
        return 0;
      }
      problems.forEach(problem -> terminal.say("skein: " + Text.printable(problem)));
      throw new CommandFailure("not reloaded, what was read before still counts");
    }
  }

  private static List<String> reload(PeerConnection peer) {
    try {
      return peer.peers()
          .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .reload(ReloadRequest.getDefaultInstance())
          .getProblemsList();
    } catch (StatusRuntimeException e) {
      throw peer.failure(e.getStatus());
    }
  }
}
