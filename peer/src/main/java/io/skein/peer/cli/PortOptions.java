package io.skein.peer.cli;

import io.skein.bootstrap.connections.ConnectionLimits;
import java.util.List;
import picocli.CommandLine.Option;

/** How many connections a port takes; set by picocli once, then only read. */
public final class PortOptions {
  @Option(
      names = "--max-connections",
      paramLabel = "COUNT",
      description = "Connections that others open, for each port (default: ${DEFAULT-VALUE}).")
  private int connections = ConnectionLimits.DEFAULTS.all();

  @Option(
      names = "--max-unproved",
      paramLabel = "COUNT",
      description =
          "Of these, those without a proved Hello or a call; the oldest idle one gives way"
              + " (default: ${DEFAULT-VALUE}).")
  private int unproved = ConnectionLimits.DEFAULTS.unproved();

  @Option(
      names = "--max-per-address",
      paramLabel = "COUNT",
      description = "Connections of one IPv4 address (default: ${DEFAULT-VALUE}).")
  private int perAddress = ConnectionLimits.DEFAULTS.perAddress();

  @Option(
      names = "--max-per-ipv4-block",
      paramLabel = "COUNT",
      description = "Connections of one /24 of IPv4 (default: ${DEFAULT-VALUE}).")
  private int perIpv4Block = ConnectionLimits.DEFAULTS.perIpv4Block();

  @Option(
      names = "--max-per-ipv6-block",
      paramLabel = "COUNT",
      description = "Connections of one /56 of IPv6 (default: ${DEFAULT-VALUE}).")
  private int perIpv6Block = ConnectionLimits.DEFAULTS.perIpv6Block();

  /** Limits of one port, with no trusted networks. */
  public ConnectionLimits limits() {
    return new ConnectionLimits(
        connections, unproved, perAddress, perIpv4Block, perIpv6Block, List.of());
  }

  /** Adds what does not fit, one sentence each. */
  void addProblems(List<String> problems) {
    LimitOptions.atLeastOne("--max-connections", connections, problems);
    LimitOptions.atLeastOne("--max-unproved", unproved, problems);
    LimitOptions.atLeastOne("--max-per-address", perAddress, problems);
    LimitOptions.atLeastOne("--max-per-ipv4-block", perIpv4Block, problems);
    LimitOptions.atLeastOne("--max-per-ipv6-block", perIpv6Block, problems);
  }
}
