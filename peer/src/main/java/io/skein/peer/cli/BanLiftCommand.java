package io.skein.peer.cli;

import io.skein.proto.app.v1.LiftBanRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a ban; confined to the thread that runs it. */
@Command(
    name = "lift",
    description = "End a ban, and forget what its peer did before.",
    footer = {"", "Example: skein ban lift y7p4xcjbul"})
final class BanLiftCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private BanConnection connection = new BanConnection();

  @Parameters(
      paramLabel = "PEER_ID|ADDRESS",
      description = "Who is banned: an address, an id, or so much of it that no other ban fits.")
  private String banned = "";

  BanLiftCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    connection.call(
        peer -> {
          var request = LiftBanRequest.newBuilder();
          if (banned.contains(".") || banned.contains(":")) {
            request.setAddress(banned);
          } else {
            request.setPeerId(PeerNames.ofBans(peer).resolve(banned));
          }
          return peer.liftBan(request.build());
        });
    terminal.say("lifted");
    return 0;
  }
}
