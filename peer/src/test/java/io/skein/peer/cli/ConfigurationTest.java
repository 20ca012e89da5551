package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.mesh.ConductConfig;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
  private final RecordingTerminal terminal = new RecordingTerminal();
  private final List<PeerOptions> started = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void defaultsAreThoseOfTheContract() {
    PeerOptions options = start();

    assertThat(options.listen()).hasToString("0.0.0.0:7401");
    assertThat(options.app()).hasToString("127.0.0.1:7402");
    assertThat(options.http().address()).contains(HostPort.parse("127.0.0.1:7403"));
    assertThat(options.network()).isEqualTo("default");
    assertThat(options.dataDir()).hasToString(System.getProperty("user.home") + "/.skein");
    assertThat(options.logBytes()).isEqualTo(64L << 20);
    assertThat(options.logAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.bootstrap()).isEmpty();
    assertThat(options.insecure()).isFalse();
    assertThat(options.compress()).isEmpty();
    assertThat(options.compressAbove()).isEqualTo(1 << 10);
  }

  @Test
  void fileGivesValuesOfEveryShape() throws IOException {
    PeerOptions options =
        start(
            "--config",
            file(
                """
                # a comment
                data-dir: ~/peer1
                bootstrap: [a:1, "b:2"]
                advertise:
                  - c:3
                http: off
                insecure: true
                log-size: 8MiB
                compress: [log.>, chat]
                compress-above: 4KiB
                app: unix:/run/skein.sock
                """));

    assertThat(options.bootstrap())
        .containsExactly(SeedAddress.parse("a:1"), SeedAddress.parse("b:2"));
    assertThat(options.advertise()).containsExactly(HostPort.parse("c:3"));
    assertThat(options.http().address()).isEmpty();
    assertThat(options.insecure()).isTrue();
    assertThat(options.logBytes()).isEqualTo(8L << 20);
    assertThat(options.compress()).extracting(Object::toString).containsExactly("log.>", "chat");
    assertThat(options.compressAbove()).isEqualTo(4 << 10);
    assertThat(options.app()).hasToString("unix:/run/skein.sock");
    assertThat(options.dataDir()).hasToString(System.getProperty("user.home") + "/peer1");
  }

  @Test
  void commandLineWinsOverEnvironmentOverFile() throws IOException {
    String file =
        file("network: file\nlog-age: 1s\nlog-size: 1MiB\ninsecure: true\nbootstrap: [a:1]");
    terminal.environment.put("SKEIN_NETWORK", "environment");
    terminal.environment.put("SKEIN_LOG_AGE", "2s");
    terminal.environment.put("SKEIN_CONFIG", file);

    PeerOptions options =
        start("--network", "line", "--insecure=false", "--bootstrap", "b:2", "--bootstrap", "c:3");

    assertThat(options.network()).isEqualTo("line");
    assertThat(options.logAge()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.logBytes()).isEqualTo(1L << 20);
    assertThat(options.insecure()).isFalse();
    assertThat(options.bootstrap())
        .containsExactly(SeedAddress.parse("b:2"), SeedAddress.parse("c:3"));
  }

  @Test
  void whereAnybodyMayPublishThereIsARateUnlessTold() {
    assertThat(originBytes()).isEqualTo(ConductConfig.UNLIMITED);
    assertThat(originBytes("--trust", "origins")).isEqualTo(16 << 20);
    assertThat(originBytes("--public")).isEqualTo(16 << 20);
    assertThat(originBytes("--trust", "origins", "--origin-rate", "3MiB")).isEqualTo(3 << 20);
    assertThat(originBytes("--origin-rate", "3MiB")).isEqualTo(3 << 20);
  }

  private long originBytes(String... arguments) {
    PeerOptions options = start(arguments);
    return options.guard().conduct(options.trust()).originBytes();
  }

  @Test
  void flagOnTheLineStaysOnWhenTheFileHasItToo() throws IOException {
    assertThat(start("--insecure", "--config", file("insecure: true")).insecure()).isTrue();
  }

  @Test
  void environmentIsReadByClientsToo() {
    terminal.environment.put("SKEIN_PEER", "127.0.0.1:1");

    assertThat(terminal.run("status")).isEqualTo(1);
    assertThat(terminal.err()).contains("no peer answers at 127.0.0.1:1", "skein peer");
  }

  @Test
  void variablesOfOtherCommandsAndOfTheLauncherAreKnown() {
    terminal.environment.put("SKEIN_PEER", "127.0.0.1:1");
    terminal.environment.put("SKEIN_SNAPSHOT", "x");
    terminal.environment.put("SKEIN_JAVA_OPTS", "-Xmx1g");

    start();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "datadir: x                | :1: unknown key 'datadir', did you mean 'data-dir'?",
        "config: x                 | :1: unknown key 'config'",
        "network: a\\nnetwork: b   | :2: duplicate key 'network', it stands in line 1 too",
        "network: a\\nlog-age: 5   | :2: Invalid value for option '--log-age': '5' is no duration",
        "log-size: -1MiB           | '-1MiB' is no size",
        "listen: nowhere           | 'nowhere': expected HOST:PORT",
        "listen: a:70000           | its port is 70000, expected 0 to 65535",
        "bootstrap: [a:1, b]       | --bootstrap",
        "network:                  | :1: key 'network' needs a value",
        "network: {a: b}           | :1: key 'network' needs a value",
        "- a                       | :1: expected lines of the form 'key: value'",
        "network: [                | no valid YAML",
        "insecure: maybe           | 'maybe' is not a boolean",
        "network: a b              | --network: expected 1 to 64 characters",
        "http: 127.0.0.1:7402      | --app 127.0.0.1:7402 and --http 127.0.0.1:7402 clash",
        "listen: 0.0.0.0:7402      | --listen 0.0.0.0:7402 and --app 127.0.0.1:7402 clash",
        "app: 0.0.0.0:7402         | authenticate apps with --app-tokens FILE, or with --app-tls-cert",
        "app: '[::]:7402'          | --app-tokens",
        "app: peer.example:7402    | --app-tokens",
        "app-tls-cert: a.pem       | --app-tls-cert and --app-tls-key: give both or none",
        "app-tls-client-ca: a.pem  | --app-tls-client-ca needs --app-tls-cert and --app-tls-key",
        "app-subscriptions: 0      | --app-subscriptions 0: expected at least 1",
        "max-directory: 99         | --max-directory 99: expected at least 100",
        "max-link-queue: 511KiB    | --max-link-queue 511KiB: expected 512KiB or more",
        "app-streams: 0            | --app-streams 0: expected at least 1",
        "overlay-streams: 0        | --overlay-streams 0: expected at least 1",
        "max-metadata: 4095B       | --max-metadata 4095B: expected 4KiB to 1MiB",
        "max-metadata: 1025KiB     | --max-metadata 1025KiB: expected 4KiB to 1MiB",
        "max-resets: 0             | --max-resets 0: expected at least 1",
        "handshake-timeout: 999ms  | --handshake-timeout 999ms: expected at least 1s",
        "idle-timeout: 999ms       | --idle-timeout 999ms: expected at least 1s",
        "hello-timeout: 999ms      | --hello-timeout 999ms: expected at least 1s",
        "silence-timeout: 3999ms   | --silence-timeout 3999ms: expected at least 4s",
        "max-subscriptions: 0      | --max-subscriptions 0: expected at least 1",
        "app-tokens: /nowhere/t    | /nowhere/t: cannot be read; name a readable tokens file",
        "app-rules: /nowhere/r     | /nowhere/r: cannot be read (NoSuchFile); name a readable file with --app-rules"
      })
  void wrongFileStopsTheStart(String content, String message) throws IOException {
    int status = terminal.run("peer", "--config", file(content.replace("\\n", "\n")));

    assertThat(status).isEqualTo(2);
    assertThat(terminal.err()).contains(message, "skein peer --help").doesNotContain("\tat ");
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    terminal.environment.put("SKEIN_DATADIR", "x");
    terminal.environment.put("SKEIN_LOG_SIZE", "8");

    int status =
        terminal.run("peer", "--lissten", "a:1", "--config", file("netwrk: a\nlog-age: 0s"));

    assertThat(status).isEqualTo(2);
    assertThat(terminal.err())
        .contains(
            "skein.yaml:1: unknown key 'netwrk', did you mean 'network'?",
            "skein.yaml:2: Invalid value for option '--log-age'",
            "unknown variable SKEIN_DATADIR, did you mean 'SKEIN_DATA_DIR'?",
            "variable SKEIN_LOG_SIZE: Invalid value for option '--log-size'",
            "unknown option '--lissten', did you mean '--listen'?");
  }

  @Test
  void unreadableFileIsNamed() {
    assertThat(terminal.run("peer", "--config", "/nowhere/skein.yaml")).isEqualTo(2);
    assertThat(terminal.err()).contains("/nowhere/skein.yaml: cannot be read (NoSuchFile)");
  }

  @Test
  void tokensInPlainTextAreWarnedOfWhereOtherMachinesSendThem() throws IOException {
    start("--app", "0.0.0.0:7402", "--app-tokens", tokens("rw-------"));

    assertThat(terminal.err()).contains("WARNING", "0.0.0.0:7402", "--app-tls-cert");
  }

  @Test
  void tokensThatOthersMayReadStopTheStart() throws IOException {
    int status = terminal.run("peer", "--app-tokens", tokens("rw-r--r--"));

    assertThat(status).isEqualTo(2);
    assertThat(terminal.err()).contains("others may read this tokens file", "chmod 600");
  }

  private String tokens(String permissions) throws IOException {
    Path tokens = Files.writeString(folder.resolve("tokens"), "app token-of-twenty-chars\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString(permissions));
    return tokens.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lease: 5s                | --lease 5s: expected 30s to 1h, as --shortest-lease",
        "longest-lease: 59s       | --lease 1m: expected 30s to 59s",
        "shortest-lease: 999ms    | --shortest-lease 999ms: expected at least 1s",
        "shortest-lease: 2h       | --shortest-lease is longer than --longest-lease",
        "max-metadata: 3KiB       | --max-metadata 3KiB: expected 4KiB to 1MiB",
        "max-leases: 0            | --max-leases 0: expected at least 1",
        "max-leases-per-block: 0  | --max-leases-per-block 0: expected at least 1",
        "new-peers: 0             | --new-peers 0: expected at least 1"
      })
  void bootstrapServerIsConfiguredTheSameWay(String content, String message) throws IOException {
    assertThat(terminal.run("bootstrap", "--config", file(content))).isEqualTo(2);
    assertThat(terminal.err()).contains(message, "skein bootstrap --help");
  }

  @Test
  void addressesOfABootstrapServerMustNotClash() {
    assertThat(terminal.run("bootstrap", "--listen", "[::]:7400", "--http", "127.0.0.1:7400"))
        .isEqualTo(2);
    assertThat(terminal.err())
        .contains("--listen [::]:7400 and --http 127.0.0.1:7400 clash: give one of them");
  }

  private PeerOptions start(String... arguments) {
    terminal.starters =
        new Starters(
            options -> {
              started.add(options);
              return new FakePeer();
            },
            terminal.starters.bootstrap(),
            terminal.starters.identity());
    terminal.signals = Runnable::run;
    var all = new ArrayList<>(List.of("peer"));
    all.addAll(List.of(arguments));
    assertThat(terminal.run(all.toArray(String[]::new))).as(terminal.err()).isZero();
    return started.getLast();
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("skein.yaml"), content).toString();
  }
}
