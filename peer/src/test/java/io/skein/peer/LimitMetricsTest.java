package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.cli.ParsedOptions;
import io.skein.peer.model.Trust;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is set, what the metrics show and what the table of limits says are the same. */
final class LimitMetricsTest {
  private static final Path LIMITS = Path.of("..", "docs", "limits.md");
  private static final Pattern FIXED = Pattern.compile("`([a-z0-9]+(?:_[a-z0-9]+)+)`");
  private static final Pattern OPTION = Pattern.compile("--([a-z0-9-]+)");
  private static final BootstrapConfig OPEN_SERVER =
      BootstrapConfig.listeningOn(HostPort.parseListen("a:0")).forThePublic();

  private static Map<String, Long> limits(PeerConfig.Builder builder) {
    return byName(LimitMetrics.of(config(builder)));
  }

  private static PeerConfig config(PeerConfig.Builder builder) {
    return builder.dataDir(Path.of("somewhere")).build();
  }

  private static Map<String, Long> byName(List<MetricSource> sources) {
    return sources.stream()
        .collect(Collectors.toMap(LimitMetricsTest::name, s -> s.value().getAsLong()));
  }

  private static String name(MetricSource source) {
    return source.label().orElseThrow().value();
  }

  /** Rows of the options of a command that have a number: what, default, set by. */
  private static List<String[]> rows(String command) throws IOException {
    String options = Files.readString(LIMITS).split("## Options", 2)[1].split("## ", 2)[0];
    return options
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(row -> row.length > 3 && row[3].contains("`" + command + " --"))
        .filter(row -> !row[2].strip().equals("none"))
        .toList();
  }

  @Test
  void tableOfOptionsSaysWhatIsSet() throws IOException {
    assertThat(optionsOf("peer", limits(PeerConfig.builder())))
        .hasSizeGreaterThan(12)
        .contains("max_connections", "log_size");
    assertThat(optionsOf("bootstrap", byName(LimitMetrics.of(OPEN_SERVER))))
        .contains("lease", "max_leases", "new_peers");
  }

  /** Names of the options in the rows of a command, whose values are in their order there. */
  private static Set<String> optionsOf(String command, Map<String, Long> limits)
      throws IOException {
    Set<String> named = new TreeSet<>();
    for (String[] row : rows(command)) {
      List<String> names =
          OPTION
              .matcher(row[3])
              .results()
              .map(option -> option.group(1).replace('-', '_'))
              .toList();
      named.addAll(names);
      assertThat(numbers(row[2]).stream().map(LimitMetricsTest::plain))
          .as(row[3])
          .containsSubsequence(names.stream().map(limits::get).toList());
    }
    return named;
  }

  private static List<String> numbers(String text) {
    return Pattern.compile("[0-9,]*[0-9]( [A-Za-z%]+)?")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** Rows of all tables that name a limit in their first column: its value is in the second. */
  @Test
  void tablesNameEachFixedLimitBesideItsValue() throws IOException {
    Map<String, Long> fixed = LimitMetrics.fixed(config(PeerConfig.builder()));
    TreeSet<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(LIMITS)) {
      String[] row = line.split("\\|", -1);
      List<String> names = row.length > 3 ? names(row[1]) : List.of();
      if (!names.isEmpty()) {
        named.addAll(names);
        assertThat(numbers(row[2]).stream().map(LimitMetricsTest::plain))
            .as(line)
            .containsSubsequence(names.stream().map(fixed::get).toList());
      }
    }
    assertThat(named).isEqualTo(fixed.keySet());
  }

  private static List<String> names(String cell) {
    return FIXED.matcher(cell).results().map(name -> name.group(1)).toList();
  }

  /** In pieces, bytes or seconds. */
  private static long plain(String number) {
    String[] parts = number.replace(",", "").split(" ", 2);
    long value = Long.parseLong(parts[0]);
    return switch (parts.length > 1 ? parts[1] : "") {
      case "KiB" -> value << 10;
      case "MiB" -> value << 20;
      case "min" -> value * 60;
      case "h" -> value * 3_600;
      default -> value;
    };
  }

  @Test
  void bootstrapServerShowsItsLimitsToo() {
    String[] arguments = {
      "--lease=20s",
      "--shortest-lease=10s",
      "--longest-lease=40s",
      "--max-leases=9",
      "--max-leases-per-block=8",
      "--new-peers=7",
      "--max-connections=6",
      "--max-resets=5"
    };
    assertThat(byName(LimitMetrics.of(BootstrapProcess.config(ParsedOptions.bootstrap(arguments)))))
        .containsEntry("lease", 20L)
        .containsEntry("shortest_lease", 10L)
        .containsEntry("longest_lease", 40L)
        .containsEntry("max_leases", 9L)
        .containsEntry("max_leases_per_block", 8L)
        .containsEntry("new_peers", 7L)
        .containsEntry("max_connections", 6L)
        .containsEntry("max_resets", 5L)
        .containsEntry("max_metadata", 16L << 10);
  }

  @Test
  void peerShowsWhatItWasTold() throws IOException {
    String[] arguments = {
      "--max-early-size-per-origin=1KiB",
      "--max-subscriptions=2",
      "--max-directory=100",
      "--max-link-queue=512KiB",
      "--hello-timeout=9s",
      "--silence-timeout=10s",
      "--overlay-streams=3",
      "--app-streams=4",
      "--max-metadata=5KiB",
      "--max-resets=6",
      "--handshake-timeout=7s",
      "--idle-timeout=8s"
    };
    assertThat(byName(LimitMetrics.of(PeerProcess.config(ParsedOptions.peer(arguments)))))
        .containsEntry("max_early_size_per_origin", 1L << 10)
        .containsEntry("max_subscriptions", 2L)
        .containsEntry("max_directory", 100L)
        .containsEntry("max_link_queue", 512L << 10)
        .containsEntry("hello_timeout", 9L)
        .containsEntry("silence_timeout", 10L)
        .containsEntry("overlay_streams", 3L)
        .containsEntry("app_streams", 4L)
        .containsEntry("max_metadata", 5L << 10)
        .containsEntry("max_resets", 6L)
        .containsEntry("handshake_timeout", 7L)
        .containsEntry("idle_timeout", 8L);
  }

  @Test
  void newPeersAreLimitedIfTheyAreStrangersOrIfItIsSaid() {
    assertThat(newPeers()).isNull();
    assertThat(newPeers("--public")).isEqualTo(10);
    assertThat(newPeers("--public", "--new-peers", "3")).isEqualTo(3);
    assertThat(newPeers("--new-peers", "3", "--trusted-network", "10.0.0.0/8")).isEqualTo(3);
  }

  private static Long newPeers(String... arguments) {
    BootstrapConfig config = BootstrapProcess.config(ParsedOptions.bootstrap(arguments));
    return byName(LimitMetrics.of(config)).get("new_peers");
  }

  @Test
  void rateOfOriginsIsThereIfItIsSet() {
    assertThat(limits(PeerConfig.builder())).doesNotContainKey("origin_rate");
    assertThat(limits(PeerConfig.builder().trust(Trust.ORIGINS)))
        .containsEntry("origin_rate", 16L << 20);
  }
}
