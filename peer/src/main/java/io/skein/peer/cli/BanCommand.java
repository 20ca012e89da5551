package io.skein.peer.cli;

import io.skein.proto.app.v1.Ban;
import io.skein.proto.app.v1.BanPeerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bans a peer from another; confined to the thread that runs it. */
@Command(
    name = "ban",
    description = {
      "Ban a peer: the link to it ends at once, it is not dialled, and refused if it dials.",
      "Only the peer at --peer does so, others do not follow. A ban outlives a restart."
    },
    footer = {
      "",
      "Example: skein ban y7p4xcjbul --for 1h --reason 'floods us'",
      "Then: skein ban list, skein ban lift y7p4xcjbul"
    })
final class BanCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private BanConnection connection = new BanConnection();

  @Parameters(
      arity = "0..1",
      paramLabel = "PEER_ID",
      description = "Its id, or so much of it that no other known peer fits.")
  private @Nullable String peerId;

  @Option(names = "--for", paramLabel = "DURATION", description = "How long (default: 1h).")
  private Duration duration = Duration.ofHours(1);

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, at most 256 characters; the peer is told.")
  private String reason = "";

  private BanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The command with those below it. */
  static CommandLine create(Terminal terminal) {
    return new CommandLine(new BanCommand(terminal))
        .addSubcommand(new BanListCommand(terminal))
        .addSubcommand(new BanLiftCommand(terminal));
  }

  @Override
  public Integer call() {
    String named = peerId;
    if (named == null) {
      throw new CommandFailure("name the peer to ban: skein ban PEER_ID, see 'skein peers'");
    }
    Ban ban =
        connection.call(
            peer ->
                peer.banPeer(
                        BanPeerRequest.newBuilder()
                            .setPeerId(PeerNames.ofPeers(peer).resolve(named))
                            .setDurationMillis(duration.toMillis())
                            .setReason(reason)
                            .build())
                    .getBan());
    connection.print(terminal, List.of(ban));
    return 0;
  }
}
