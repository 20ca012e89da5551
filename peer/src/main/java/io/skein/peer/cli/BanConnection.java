package io.skein.peer.cli;

import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.Ban;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceBlockingStub;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands about bans share; set by picocli once, then only read. */
final class BanConnection {
  private static final long DEADLINE_SECONDS = 10;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  /**
   * Calls the peer.
   *
   * @throws CommandFailure if a call fails
   */
  <T> T call(Function<PeerServiceBlockingStub, T> calls) {
    try (PeerConnection peer = connection.open()) {
      try {
        return calls.apply(peer.peers().withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
      } catch (StatusRuntimeException failed) {
        throw peer.failure(failed.getStatus());
      }
    }
  }

  void print(Terminal terminal, List<Ban> bans) {
    List<String> lines =
        switch (format) {
          case TEXT -> BanTable.lines(bans);
          case JSON -> bans.stream().map(ban -> BanTable.json(ban).toString()).toList();
        };
    lines.forEach(line -> terminal.out().append(line).append('\n'));
  }
}
