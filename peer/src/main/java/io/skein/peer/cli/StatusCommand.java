package io.skein.peer.cli;

import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.Counters;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.GetPeerResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes a peer; confined to the thread that runs it. */
@Command(
    name = "status",
    description = "Describe a peer: who it is, whether it is ready, what it has done.",
    footer = {"", "Example: skein status -o json"})
final class StatusCommand implements Callable<Integer> {
  private static final long DEADLINE_SECONDS = 10;

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (PeerConnection peer = connection.open()) {
      GetPeerResponse status = get(peer);
      switch (format) {
        case TEXT -> print(status);
        case JSON -> terminal.out().append(PeerJson.of(status).toString()).append('\n');
      }
      return 0;
    }
  }

  private static GetPeerResponse get(PeerConnection peer) {
    try {
      return peer.peers()
          .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .getPeer(GetPeerRequest.getDefaultInstance());
    } catch (StatusRuntimeException failed) {
      throw peer.failure(failed.getStatus());
    }
  }

  private void print(GetPeerResponse peer) {
    row("peer", peer.getPeerName());
    row("network", peer.getNetwork() + (peer.getSecure() ? "" : " (insecure)"));
    row("version", peer.getVersion());
    row("addresses", String.join(", ", peer.getAddressesList()));
    row("up", uptime(peer.getUptimeMillis()) + ", boot number " + peer.getEpoch());
    row(
        "ready",
        peer.getReady() ? "yes" : "no: " + String.join("; ", peer.getNotReadyReasonsList()));
    row(
        "log",
        PeerTable.bytes(peer.getLog().getBytes())
            + " of "
            + PeerTable.bytes(peer.getLog().getMaxBytes())
            + ", "
            + peer.getLog().getBatches()
            + " batches");
    row("subscribers", Long.toString(peer.getSubscriptions()));
    print(peer.getCounters());
    if (!peer.getThrottled().isEmpty()) {
      row("throttled", peer.getThrottled());
    }
  }

  private static String uptime(long millis) {
    Duration up = Duration.ofMillis(millis).truncatedTo(ChronoUnit.SECONDS);
    return up.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private void print(Counters counters) {
    row(
        "published",
        counters.getPublished()
            + ", delivered "
            + counters.getDelivered()
            + ", reported lost "
            + counters.getReportedLost());
    row(
        "received",
        counters.getReceived()
            + ", duplicates "
            + counters.getDuplicates()
            + ", repaired "
            + counters.getRepaired()
            + ", given up "
            + counters.getGivenUp()
            + ", late "
            + counters.getLate());
  }

  private void row(String name, String value) {
    terminal
        .out()
        .append(name)
        .append(" ".repeat(13 - name.length()))
        .append(Text.printable(value))
        .append('\n');
  }
}
