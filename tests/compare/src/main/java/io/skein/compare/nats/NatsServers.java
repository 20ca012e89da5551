package io.skein.compare.nats;

import io.skein.compare.app.Nodes;
import io.skein.compare.app.Programs;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Servers on loopback, each with a route to the first; thread-safe. */
final class NatsServers implements Nodes {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Children children;
  private final List<Child> servers = new ArrayList<>();
  private final List<Integer> ports;

  private NatsServers(Children children, List<Integer> ports) {
    this.children = children;
    this.ports = List.copyOf(ports);
  }

  /** Where nats-server is, on the path or where Debian puts it. */
  static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin";
    return Stream.of(path.split(":", -1))
        .map(directory -> Path.of(directory, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What nats-server says of itself. */
  static String version() {
    if (program().isEmpty()) {
      return "nats-server";
    }
    try {
      Process process =
          new ProcessBuilder(program().get().toString(), "--version")
              .redirectErrorStream(true)
              .start();
      try (InputStream output = process.getInputStream()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      return "nats-server";
    }
  }

  /** Starts so many and waits until their routes stand. */
  static NatsServers start(int count, boolean tls) throws IOException, InterruptedException {
    Children children = Children.inTemporaryDirectory(Programs.ofThisSuite());
    try {
      NatsServers servers = new NatsServers(children, FreePorts.find(3 * count));
      Optional<RouteTls> routes =
          tls ? Optional.of(RouteTls.create(children.directory())) : Optional.empty();
      for (int i = 0; i < count; i++) {
        servers.startServer(i, routes);
      }
      for (int i = 0; i < count; i++) {
        servers.awaitRoutes(i, count - 1);
      }
      return servers;
    } catch (IOException | InterruptedException | RuntimeException e) {
      children.close();
      throw e;
    }
  }

  @Override
  public String publisherAddress() {
    return "nats://127.0.0.1:" + ports.get(0);
  }

  @Override
  public String subscriberAddress() {
    return "nats://127.0.0.1:" + ports.get(servers.size() == 1 ? 0 : 3);
  }

  @Override
  public String memberAddress() {
    return IntStream.range(0, servers.size())
        .mapToObj(i -> "nats://127.0.0.1:" + ports.get(3 * i))
        .collect(Collectors.joining(","));
  }

  @Override
  public List<Child> processes() {
    return List.copyOf(servers);
  }

  @Override
  public void close() {
    children.close();
  }

  private void startServer(int index, Optional<RouteTls> tls) throws IOException {
    String cluster =
        "cluster { name: compare, listen: \"127.0.0.1:" + ports.get(3 * index + 1) + "\"";
    if (index > 0) {
      cluster += ", routes: [\"nats-route://127.0.0.1:" + ports.get(1) + "\"]";
    }
    cluster += tls.map(RouteTls::block).orElse("") + " }\n";
    Path config = children.directory().resolve("server-" + index + ".conf");
    Files.writeString(
        config,
        "listen: \"127.0.0.1:"
            + ports.get(3 * index)
            + "\"\n"
            + "http: \"127.0.0.1:"
            + ports.get(3 * index + 2)
            + "\"\n"
            + cluster);
    List<String> command =
        List.of(program().orElseThrow().toString(), "--config", config.toString());
    servers.add(children.startProgram("nats-" + index, command));
  }

  private void awaitRoutes(int index, int routes) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasRoutes(ports.get(3 * index + 2), routes)) {
      Child server = servers.get(index);
      if (server.awaitEnd(POLL) || System.nanoTime() - deadline > 0) {
        throw new IOException(
            server.name() + " is not ready; its log ends with:\n" + server.tail());
      }
    }
  }

  private static boolean hasRoutes(int httpPort, int expected) throws InterruptedException {
    URI routes = URI.create("http://127.0.0.1:" + httpPort + "/routez");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(routes).timeout(Duration.ofSeconds(2)).build();
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return body.contains("\"num_routes\": " + expected + ",");
    } catch (IOException e) {
      return false;
    }
  }
}
