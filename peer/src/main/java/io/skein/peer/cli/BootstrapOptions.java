package io.skein.peer.cli;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.wire.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a bootstrap server is told when it starts; set by picocli once, then only read. */
public final class BootstrapOptions {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(30);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where peers reach it (default: ${DEFAULT-VALUE}).")
  private ListenAddress listen = ListenAddress.parse("0.0.0.0:7400");

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "File that keeps the register over a restart (default: none).")
  private @Nullable Path snapshot;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description =
          "How long a peer stays registered without a sign of life, 30s to 1h (default: 60s).")
  private Duration lease = Duration.ofSeconds(60);

  @Mixin private PortOptions connections = new PortOptions();

  @Mixin private BootstrapSecurityOptions security = new BootstrapSecurityOptions();

  /** Where to listen; port 0 means any. */
  public HostPort listen() {
    return listen.address();
  }

  /** File that keeps the register; empty keeps it in memory only. */
  public Optional<Path> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  /** Lease of those who ask for none; 30 s to 1 h. */
  public Duration lease() {
    return lease;
  }

  /** How many connections it takes. */
  public ConnectionLimits connections() {
    return connections.limits();
  }

  /** Whom it lets in, and what it shows. */
  public BootstrapSecurityOptions security() {
    return security;
  }

  /** What does not fit, one sentence each. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      problems.add("--lease " + Durations.format(lease) + ": expected 30s to 1h");
    }
    connections.addProblems(problems);
    security.addProblems(problems);
    return problems;
  }
}
