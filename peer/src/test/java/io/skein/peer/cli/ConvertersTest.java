package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {
  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "10s, PT10S", "5m, PT5M", "2h, PT2H", "1d, PT24H"})
  void durationHasAUnit(String text, Duration duration) {
    assertThat(new Durations().convert(text)).isEqualTo(duration);
    assertThat(Durations.format(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "0s", "-5s", "5 s", "5min", "5S", "1.5s", "99999999999999d", "s"})
  void otherDurationIsRefused(String text) {
    assertThatThrownBy(() -> new Durations().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("500ms");
  }

  @ParameterizedTest
  @CsvSource({"1B, 1", "64KiB, 65536", "8MiB, 8388608", "1GiB, 1073741824"})
  void sizeHasAUnit(String text, long bytes) {
    ByteSize size = new ByteSize.Converter().convert(text);

    assertThat(size.bytes()).isEqualTo(bytes);
    assertThat(size).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "0MiB", "-8MiB", "8MB", "8mib", "8 MiB", "99999999999999999GiB"})
  void otherSizeIsRefused(String text) {
    assertThatThrownBy(() -> new ByteSize.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("64MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:7402", "[::1]:7402", "localhost:0", "unix:/run/skein.sock"})
  void appAddressIsReadAsItIsWritten(String text) {
    assertThat(AppAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7402", "localhost", "http://localhost:1", "localhost:x", "unix:"})
  void otherAppAddressIsRefused(String text) {
    assertThatThrownBy(() -> AppAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void startIsATimeOrADuration() {
    Instant now = Instant.parse("2026-11-21T10:00:00Z");

    assertThat(StartTime.parse("5m").at(now)).isEqualTo("2026-11-21T09:55:00Z");
    assertThat(StartTime.parse("2026-11-20T12:00:00+02:00").at(now))
        .isEqualTo("2026-11-20T10:00:00Z");
    assertThatThrownBy(() -> StartTime.parse("yesterday")).hasMessageContaining("5m");
  }

  @Test
  void homeDirectoryIsExpanded() {
    assertThat(HomePaths.expand("~/x")).hasToString(System.getProperty("user.home") + "/x");
  }

  @Test
  void nearestNameNeedsToBeNear() {
    var known = List.of("data-dir", "listen", "log-age");

    assertThat(NearestName.find("datadir", known)).contains("data-dir");
    assertThat(NearestName.find("lissten", known)).contains("listen");
    assertThat(NearestName.find("colour", known)).isEmpty();
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void foreignTextCannotMoveTheCursor() {
    assertThat(Text.printable("a\u001b[2J\nb\tc\u202e")).isEqualTo("a\\u001b[2J\\nb\tc\\u202e");
    assertThat(Text.printable(ByteString.fromHex("41ff0a"))).isEqualTo("A\\xff\\x0a");
  }
}
