package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.admin.MetricSource;
import io.skein.peer.model.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is set, what the metrics show and what the table of limits says are the same. */
final class LimitMetricsTest {
  private static final Path LIMITS = Path.of("..", "docs", "limits.md");
  private static final Pattern OPTION = Pattern.compile("--([a-z0-9-]+)");

  private static Map<String, Long> limits(PeerConfig.Builder builder) {
    return LimitMetrics.of(builder.dataDir(Path.of("somewhere")).build()).stream()
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

  @Test
  void rateOfOriginsIsThereIfItIsSet() {
    assertThat(limits(PeerConfig.builder())).doesNotContainKey("origin_rate");
    assertThat(limits(PeerConfig.builder().trust(Trust.ORIGINS)))
        .containsEntry("origin_rate", 16L << 20);
  }
}
