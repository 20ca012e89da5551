package io.skein.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.tests.process.AppProcess;
import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An app subscribes at a peer that asks for a token: it sends the one that it was given. */
final class TokenScenario {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOKEN = "token-of-the-app-lines";

  private final List<String> app;
  private final Path directory;
  private final String address = "127.0.0.1:" + FreePorts.find();

  /**
   * The scenario of one language.
   *
   * @param app how to start the app, without its arguments
   * @param directory for files of this run
   */
  TokenScenario(List<String> app, Path directory) throws IOException {
    this.app = app;
    this.directory = directory;
  }

  void run() throws Exception {
    Path token = Files.writeString(directory.resolve("lines.token"), TOKEN + "\n");
    try (Children children = Children.inTemporaryDirectory(program())) {
      startPeer(children);
      try (AppProcess subscriber = startSubscriber(token)) {
        subscriber.awaitNotice("subscribed at " + address);
        List<String> hello = List.of("pub", "lines.one", "hello", "--peer", address);
        Child publisher =
            children.start(
                "pub",
                Stream.concat(hello.stream(), Stream.of("--app-token", token.toString())).toList());
        assertThat(publisher.awaitEnd(PATIENCE)).isTrue();
        subscriber.awaitSuccess();
        assertThat(subscriber.lines()).singleElement().asString().contains("hello");
      }
    }
  }

  private void startPeer(Children children) throws Exception {
    Path tokens = Files.writeString(directory.resolve("tokens"), "lines " + TOKEN + "\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    String data = directory.resolve("data").toString();
    Child peer =
        children.start(
            "peer",
            Stream.concat(
                    Stream.of("peer", "--listen", "127.0.0.1:0", "--http", "off"),
                    Stream.of(
                        "--app", address, "--app-tokens", tokens.toString(), "--data-dir", data))
                .toList());
    Await.until(
        "the peer",
        PATIENCE,
        peer::tail,
        () -> Files.readString(peer.log()).contains("apps     " + address));
  }

  private AppProcess startSubscriber(Path token) throws IOException {
    List<String> command =
        Stream.of(
                Stream.of("env", "SKEIN_APP_TOKEN_FILE=" + token),
                app.stream(),
                Stream.of("subscribe", "lines.>", "--count", "1", "--peer", address))
            .flatMap(part -> part)
            .toList();
    return AppProcess.start("subscriber", command, directory);
  }

  /** Small and quick to start: the processes share the machine with each other. */
  private static JavaProgram program() {
    return new JavaProgram(
        Repository.jdkProgram("java").toString(),
        List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        Repository.jar().toString());
  }
}
