package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nobody writes into a configuration or on a command line on purpose; the usual mistakes are
 * tables of {@code ConfigurationTest}, {@code SkeinCommandLineTest} and {@code ConvertersTest}.
 */
final class BadInputTest {
  private static final List<Row> FILES =
      List.of(
          new Row("no UTF-8", new byte[] {'a', ':', -1}, "cannot be read (MalformedInput)"),
          new Row(
              "UTF-16",
              "network: a".getBytes(StandardCharsets.UTF_16),
              "cannot be read (MalformedInput)"),
          row("NUL", "network: a\0b", "no valid YAML"),
          row("more than 1 MiB", "#".repeat((1 << 20) + 1), "more than 1 MiB"),
          row("100,000 lists in each other", "network: " + "[".repeat(100_000), "nested deeper"),
          row("100,000 maps in each other", "{a: ".repeat(100_000), "nested deeper"),
          row("list in a list", "bootstrap: [[a:1]]", "key 'bootstrap' needs a value"),
          row(
              "aliases of aliases",
              "a: &a [x, x]\nb: &b [*a, *a]\nnetwork: [*b, *b]",
              "unknown key 'a'"),
          row("alias of nothing", "network: *x", "no valid YAML"),
          row("map as a key", "{a: b}: c", "no valid YAML"),
          row("tab before a key", "network: a\n\tlog-age: 1s", "no valid YAML"),
          row("two documents", "network: a\n---\nnetwork: b", "no valid YAML"),
          row("merge key", "<<: {network: a}", "unknown key '<<'"),
          row("key with CR LF", "\"a\\r\\nERROR: b\": c", "unknown key 'a\\r\\nERROR: b'"),
          row("key that moves the cursor", "\"a\\e[2J\": c", "unknown key 'a\\u001b[2J'"),
          row(
              "value with CR LF",
              "log-age: \"5\\r\\nERROR: b\"",
              "'5\\r\\nERROR: b' is no duration"),
          row(
              "network with CR LF",
              "network: \"a\\r\\nb\"",
              "--network: expected 1 to 64 characters"),
          row(
              "network of 65 characters",
              "network: " + "n".repeat(65),
              "--network: expected 1 to 64"),
          row("size in words", "log-size: many", "'many' is no size"),
          row("size in other digits", "log-size: ８MiB", "is no size"),
          row("size below the least", "log-size: 1B", "--log-size"),
          row("size in hexadecimal", "log-size: 0x10MiB", "is no size"),
          row("size with exponent", "log-size: 1e9B", "is no size"),
          row("duration of 300 million years", "log-age: 99999999999d", "--log-age"),
          row("port below 0", "listen: a:-1", "--listen"),
          row("port of 20 digits", "listen: a:99999999999999999999", "--listen"),
          row("address with scheme", "listen: http://a:1", "--listen"),
          row("nine addresses", "advertise: [a:1,a:2,a:3,a:4,a:5,a:6,a:7,a:8,a:9]", "--advertise"),
          row("directory with NUL", "data-dir: \"a\\0b\"", "--data-dir"),
          row("empty address", "listen: ''", "--listen"),
          row("list for one value", "network: [a, b]", "--network"));

  private final RecordingTerminal terminal = new RecordingTerminal();

  @TempDir private Path folder;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Row(String name, byte[] content, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> files() {
    return FILES;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void badFileStopsTheStartInReadableLines(Row row) throws IOException {
    Path file = Files.write(folder.resolve("skein.yaml"), row.content);

    assertThat(terminal.run("peer", "--config", file.toString())).isEqualTo(2);
    assertReadable(row.message);
  }

  static Stream<List<String>> lines() {
    return Stream.of(
        List.of("cannot be read", "peer", "--config", "."),
        List.of("--listen", "peer", "--listen", "a\r\nERROR: b:1"),
        List.of("--listen", "peer", "--listen", ""),
        List.of("--data-dir", "peer", "--data-dir", "a\0b"),
        List.of("'\\u001b[2J'", "\u001b[2J"),
        List.of("'a\\r\\nERROR: b'", "a\r\nERROR: b"),
        List.of("unknown option '--a\\nb'", "peer", "--a\nb"),
        List.of("--config", "peer", "--config"),
        List.of("--output", "status", "-o"),
        List.of("--network", "peer", "--network", "n".repeat(100_000)),
        List.of("--timeout", "pub", "a", "x", "--timeout", "99999999999999d"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void badArgumentsAreToldInReadableLines(List<String> line) {
    String[] arguments = line.subList(1, line.size()).toArray(String[]::new);

    assertThat(terminal.run(arguments)).isPositive();
    assertReadable(line.getFirst());
  }

  @Test
  void badVariableIsToldInReadableLines() {
    terminal.environment.put("SKEIN_LOG_AGE", "5\r\nERROR: b");

    assertThat(terminal.run("peer")).isEqualTo(2);
    assertReadable("variable SKEIN_LOG_AGE");
  }

  @Test
  void argumentThatBeginsWithAtIsNoFile() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "--word-of-the-secret");

    terminal.run("sub", "@" + file);

    assertThat(terminal.err()).doesNotContain("word-of-the-secret");
  }

  private void assertReadable(String message) {
    assertThat(terminal.err())
        .contains(message)
        .doesNotContain("\tat ", "Exception:", "\u001b", "\r");
    assertThat(terminal.err().lines()).allMatch(line -> line.startsWith("skein: "));
    assertThat(terminal.out()).isEmpty();
  }

  private static Row row(String name, String content, String message) {
    return new Row(name, content.getBytes(StandardCharsets.UTF_8), message);
  }
}
