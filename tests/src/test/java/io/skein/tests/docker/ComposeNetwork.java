package io.skein.tests.docker;

import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import io.skein.tests.process.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The containers of {@code docker/docker-compose.yml}; thread-safe. */
final class ComposeNetwork implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern TICK = Pattern.compile("tick (\\d+)$", Pattern.MULTILINE);

  private final Shell shell;

  private ComposeNetwork(Shell shell) {
    this.shell = shell;
  }

  /** Builds the images and starts the containers, each after those that it waits for. */
  static ComposeNetwork start(DockerDaemon daemon) throws IOException {
    ComposeNetwork network = new ComposeNetwork(daemon.shell());
    try {
      network.compose("build");
      network.compose("up", "--detach", "--no-build");
      return network;
    } catch (IOException | AssertionError e) {
      e.addSuppressed(new AssertionError(network.state()));
      network.close();
      throw e;
    }
  }

  /** Waits until these services, and no others, are healthy. */
  void awaitHealthy(String... services) throws Exception {
    Set<String> expected = Set.of(services);
    Await.until("health of " + expected, PATIENCE, this::state, () -> healthy().equals(expected));
  }

  /** Number of the last message that the subscriber has printed; 0 if there is none. */
  long lastTick() throws IOException {
    return TICK.matcher(compose("logs", "--no-color", "subscriber"))
        .results()
        .map(MatchResult::group)
        .mapToLong(tick -> Long.parseLong(tick.substring("tick ".length())))
        .max()
        .orElse(0);
  }

  /** Waits until the subscriber has printed this message. */
  void awaitTick(long number) throws Exception {
    Await.until("tick " + number, PATIENCE, this::state, () -> lastTick() >= number);
  }

  /** Ends a container without warning. */
  void kill(String service) throws IOException {
    compose("kill", service);
  }

  /** Removes containers, networks and volumes. */
  @Override
  public void close() throws IOException {
    compose("down", "--volumes", "--timeout", "5");
  }

  private Set<String> healthy() throws IOException {
    String service = "{{.Label \"com.docker.compose.service\"}}";
    return shell
        .run("docker", "ps", "--filter", "health=healthy", "--format", service)
        .lines()
        .collect(Collectors.toSet());
  }

  private String state() throws IOException {
    return compose("ps") + compose("logs", "--no-color", "--tail", "20");
  }

  private String compose(String... arguments) throws IOException {
    String file = Repository.path("docker/docker-compose.yml").toString();
    Stream<String> program = Stream.of("docker-compose", "--project-name", "skein", "--file", file);
    return shell.run(Stream.concat(program, Stream.of(arguments)).toArray(String[]::new));
  }
}
