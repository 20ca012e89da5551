package io.skein.peer.cli;

import io.skein.proto.app.v1.ListBansRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists bans; confined to the thread that runs it. */
@Command(
    name = "list",
    description = {
      "List the bans of a peer that last.",
      "LEFT: how long; TIMES: 1 for its first ban, each is twice as long; BY: who imposed it."
    },
    footer = {"", "Example: skein ban list -o json"})
final class BanListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private BanConnection connection = new BanConnection();

  BanListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    connection.print(
        terminal,
        connection.call(peer -> peer.listBans(ListBansRequest.getDefaultInstance()).getBansList()));
    return 0;
  }
}
