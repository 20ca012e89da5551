package io.skein.peer;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.peer.admin.AdminServer;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.cli.HttpOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Stateless. The HTTP server of a process that the command line runs. */
final class ProcessHttp {
  private ProcessHttp() {}

  /**
   * Starts it; empty if there is to be none.
   *
   * @param notReady reasons, as {@code /readyz} shows them; thread-safe, never blocks
   * @param metrics of what the process does
   * @throws IOException if the address cannot be bound; the message names it
   */
  static Optional<AdminServer> start(
      HttpOptions options,
      ConnectionLimits limits,
      Supplier<List<String>> notReady,
      List<MetricSource> metrics)
      throws IOException {
    if (options.address().isEmpty()) {
      return Optional.empty();
    }
    var connections = new ConnectionTable(limits, Descriptors.ofThisProcess()::areLeft);
    var all = new ArrayList<>(metrics);
    all.addAll(PeerMetrics.connections("http", connections));
    all.add(
        MetricSource.counter(
            "skein_log_lines_left_out",
            "Log lines beyond 100 a second of one place in the code.",
            LogSetup::leftOut));
    AdminServer server =
        AdminServer.create(
            options.address().get(), Set.copyOf(options.hosts()), connections, notReady::get, all);
    server.start();
    return Optional.of(server);
  }
}
