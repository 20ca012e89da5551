package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.model.Trust;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

  /** Rows of the options of a peer that have a number: what, default, set by. */
  private static List<String[]> rows() throws IOException {
    String options = Files.readString(LIMITS).split("## Options", 2)[1].split("## ", 2)[0];
    return options
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(row -> row.length > 3 && row[3].contains("`peer --"))
        .filter(row -> !row[2].strip().equals("none"))
        .toList();
  }

  @Test
  void tableOfOptionsSaysWhatIsSet() throws IOException {
    Map<String, Long> limits = limits(PeerConfig.builder());
    TreeSet<String> named = new TreeSet<>();
    for (String[] row : rows()) {
      for (MatchResult option : OPTION.matcher(row[3]).results().toList()) {
        String name = option.group(1).replace('-', '_');
        named.add(name);
        assertThat(limits).containsKey(name);
        assertThat(numbers(row[2])).as(name).contains(written(name, limits.get(name)));
      }
    }
    assertThat(named).hasSizeGreaterThan(12).contains("max_connections", "log_size");
  }

  private static List<String> numbers(String text) {
    return Pattern.compile("[0-9,]*[0-9]( [A-Za-z%]+)?")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String written(String name, long value) {
    return switch (name) {
      case "log_age" -> value / 60 + " min";
      case "log_size", "max_early_size", "max_message" -> (value >> 20) + " MiB";
      case "memory_soft", "memory_hard" -> value + " %";
      case "max_missing_ranges" -> String.format(Locale.ROOT, "%,d each", value);
      default -> String.format(Locale.ROOT, "%,d", value);
    };
  }

  /** Rows of all tables that name a limit in their first column: its value is in the second. */
  @Test
  void tablesNameEachFixedLimitBesideItsValue() throws IOException {
    Map<String, Long> fixed = new TreeMap<>(LimitMetrics.fixed(config(PeerConfig.builder())));
    fixed.putAll(LimitMetrics.fixed(BootstrapConfig.listeningOn(HostPort.parseListen("a:0"))));
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
    BootstrapConfig config =
        BootstrapConfig.listeningOn(HostPort.parseListen("a:0")).forThePublic();
    assertThat(byName(LimitMetrics.of(config)))
        .containsEntry("max_connections", 256L)
        .containsEntry("lease", 60L)
        .containsEntry("max_leases", 100_000L)
        .containsEntry("new_peers_a_minute", 10L);
  }

  @Test
  void rateOfOriginsIsThereIfItIsSet() {
    assertThat(limits(PeerConfig.builder())).doesNotContainKey("origin_rate");
    assertThat(limits(PeerConfig.builder().trust(Trust.ORIGINS)))
        .containsEntry("origin_rate", 16L << 20);
  }
}
