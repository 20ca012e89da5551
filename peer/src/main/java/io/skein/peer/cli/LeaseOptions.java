package io.skein.peer.cli;

import io.skein.bootstrap.registry.RegistryLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a bootstrap server registers, and for how long; set by picocli once, then only read. */
public final class LeaseOptions {
  private static final Duration LEAST = Duration.ofSeconds(1);

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description = "How long a peer stays registered without a sign of life (default: 60s).")
  private Duration usual = RegistryLimits.DEFAULTS.defaultLease();

  @Option(
      names = "--shortest-lease",
      paramLabel = "DURATION",
      description = "What a peer gets that asks for less; at least 1s (default: 30s).")
  private Duration shortest = RegistryLimits.DEFAULTS.minLease();

  @Option(
      names = "--longest-lease",
      paramLabel = "DURATION",
      description = "What a peer gets that asks for more (default: 1h).")
  private Duration longest = RegistryLimits.DEFAULTS.maxLease();

  @Option(
      names = "--max-leases",
      paramLabel = "COUNT",
      description = "Registered peers (default: ${DEFAULT-VALUE}).")
  private int all = RegistryLimits.DEFAULTS.maxEntries();

  @Option(
      names = "--max-leases-per-block",
      paramLabel = "COUNT",
      description =
          "Of these, those that call from one /24 of IPv4 or /56 of IPv6 (default:"
              + " ${DEFAULT-VALUE}).")
  private int perBlock = RegistryLimits.DEFAULTS.maxPerBlock();

  @Option(
      names = "--new-peers",
      paramLabel = "COUNT",
      description = "New peers a minute from one address (default: no limit; 10 with --public).")
  private @Nullable Integer newPeers;

  /**
   * What the server takes; only if there are no {@link #addProblems}.
   *
   * @param otherwise what counts where nothing was said
   */
  public RegistryLimits limits(RegistryLimits otherwise) {
    return otherwise
        .withCaps(all, perBlock, newPeers == null ? otherwise.newIdentitiesPerMinute() : newPeers)
        .withLeases(shortest, usual, longest);
  }

  /** Adds what does not fit, one sentence each. */
  void addProblems(List<String> problems) {
    LimitOptions.atLeastOne("--max-leases", all, problems);
    LimitOptions.atLeastOne("--max-leases-per-block", perBlock, problems);
    if (newPeers != null) {
      LimitOptions.atLeastOne("--new-peers", newPeers, problems);
    }
    LimitOptions.atLeast("--shortest-lease", shortest, LEAST, problems);
    if (shortest.compareTo(longest) > 0) {
      problems.add("--shortest-lease is longer than --longest-lease: make one of them fit");
    } else if (usual.compareTo(shortest) < 0 || usual.compareTo(longest) > 0) {
      problems.add(
          "--lease %s: expected %s to %s, as --shortest-lease and --longest-lease say"
              .formatted(
                  Durations.format(usual), Durations.format(shortest), Durations.format(longest)));
    }
  }
}
