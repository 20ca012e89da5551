package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SkeinCommandLineTest {
  private final RecordingTerminal terminal = new RecordingTerminal();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "                                | missing command",
        "pubb                            | unknown command 'pubb', did you mean 'pub'?",
        "pub                             | Missing required parameter: 'TYPE'",
        "pub a b c                       | unexpected argument 'c'",
        "pub a --wait never              | --wait",
        "pub a --lane fast               | --lane",
        "pub a --timeout 5               | '5' is no duration",
        "sub                             | Missing required parameter",
        "sub a --since yesterday         | 'yesterday' is no start",
        "sub a --last 1 --since 5m       | --last and --since: give one of them",
        "sub a --raw -o json             | --raw and -o json: give one of them",
        "sub a --count 0                 | at least 1",
        "status --peer nowhere           | 'nowhere'",
        "status -o xml                   | --output",
        "peers --peer unix:              | a path has to follow 'unix:'",
        "simulate --peers 1              | peers is 1, expected 2 to 100000",
        "simulate --latency fast         | 'fast' is not a latency in milliseconds",
        "simulate --latency 50..10       | expected a growing range",
        "simulate --bandwidth 1MiB       | '1MiB' is not a bandwidth: expected for instance 1MiB/s",
        "simulate --crash 0.3            | '0.3' is not a crash: expected for instance 0.3@20s",
        "simulate --crash 3@20s          | crash is 3.0, expected above 0 and below 1",
        "simulate --crash .3@20          | '20' is no duration",
        "simulate --crash .3@200s        | crash is at 200 s, expected by 110 s",
        "simulate --partition .5@9s..3s  | expected a growing range",
        "simulate --break 2              | break is 2.0, expected 0 to 1",
        "simulate --plot run.gif         | expected a file that ends with .svg or .png",
        "simulate --seeds 0              | --seeds: expected at least 1"
      })
  void wrongUsageIsToldInALine(String line, String message) {
    String[] arguments = line == null ? new String[0] : line.split(" +");

    assertThat(terminal.run(arguments)).isEqualTo(2);
    assertThat(terminal.err()).contains("skein: ", message, "--help").doesNotContain("\tat ");
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "peer",
        "bootstrap",
        "pub",
        "sub",
        "peers",
        "trace",
        "status",
        "keygen",
        "cert",
        "simulate",
        "completion",
        "version"
      })
  void helpTeachesTheCommandByAnExample(String command) {
    assertThat(terminal.run(command, "--help")).isZero();
    assertThat(terminal.out()).contains("Usage: skein " + command, "Example", "skein " + command);
  }

  @Test
  void helpHasNoColourOutsideOfATerminal() {
    terminal.run("--help");

    assertThat(terminal.out()).contains("Exit status").doesNotContain("\u001b");
  }

  @Test
  void versionIsPrinted() {
    assertThat(terminal.run("version")).isZero();
    assertThat(terminal.out()).startsWith("skein ");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(terminal.run("completion")).isZero();
    assertThat(terminal.out()).contains("complete -F", "keygen", "--data-dir");
  }

  @Test
  void keygenPrintsThePeerId() {
    assertThat(terminal.run("keygen", "--data-dir", "/x/peer1")).isZero();
    assertThat(terminal.out()).isEqualTo("id-of-peer1\n");
  }

  @Test
  void failureOfTheStarterIsToldInALine() {
    assertThat(terminal.run("peer")).isEqualTo(1);
    assertThat(terminal.err()).isEqualTo("skein: no peer here" + System.lineSeparator());
  }

  @Test
  void verboseShowsTheStackTrace() {
    assertThat(terminal.run("peer", "--verbose")).isEqualTo(1);
    assertThat(terminal.err()).contains("no peer here", "\tat ");
  }

  @Test
  void peerIsAnnouncedAndDrainedOnASignal() {
    var peer = new FakePeer();
    terminal.starters =
        new Starters(options -> peer, terminal.starters.bootstrap(), terminal.starters.identity());
    terminal.signals = Runnable::run;

    assertThat(terminal.run("peer")).isZero();
    assertThat(terminal.err())
        .contains("fakepeer", "127.0.0.1:1", "skein sub '>' --peer 127.0.0.1:2", "draining");
    assertThat(peer.drainedBeforeItsEnd()).isTrue();
  }
}
