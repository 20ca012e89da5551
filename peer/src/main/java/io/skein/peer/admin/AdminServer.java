package io.skein.peer.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of a peer: {@code /livez}, {@code /readyz} and {@code /metrics}. Thread-safe. */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HostPort listen;
  private final RequestGuard guard;
  private final Readiness readiness;
  private final MetricsPage metrics;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private AdminServer(
      HttpServer server,
      HostPort listen,
      RequestGuard guard,
      Readiness readiness,
      MetricsPage metrics) {
    this.server = server;
    this.listen = listen;
    this.guard = guard;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  /** As the other one, with no host names but that of {@code listen}. */
  public static AdminServer create(HostPort listen, Readiness readiness, List<MetricSource> sources)
      throws IOException {
    return create(listen, Set.of(), readiness, sources);
  }

  /**
   * Binds; answers nothing before {@link #start}.
   *
   * @param listen where; port 0 means any
   * @param hosts more names that the Host header of requests may hold
   * @throws IOException if the address cannot be bound; the message names it
   */
  public static AdminServer create(
      HostPort listen, Set<String> hosts, Readiness readiness, List<MetricSource> sources)
      throws IOException {
    var metrics = new MetricsPage(sources);
    var names = new HashSet<>(hosts);
    names.add(listen.host());
    limitConnections();
    return new AdminServer(bind(listen), listen, new RequestGuard(names), readiness, metrics);
  }

  /** Begins to answer. */
  public void start() {
    if (closed.get() || started.getAndSet(true)) {
      throw new IllegalStateException("an HTTP server starts once, before it is closed");
    }
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens; the real port if 0 was asked for. */
  public HostPort address() {
    return listen.withPort(server.getAddress().getPort());
  }

  /** Stops at once; requests under way lose their connection. Idempotent. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      server.stop(0);
      executor.shutdownNow();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Integer> refusal = guard.refusal(exchange);
      if (refusal.isPresent()) {
        refuse(exchange, refusal.get());
      } else {
        answer(exchange);
      }
    } catch (RuntimeException bug) {
      log.warn("a request to {} failed", exchange.getRequestURI().getRawPath(), bug);
    }
  }

  /**
   * Compares the path as it was sent: nothing is decoded, so nothing but the three names matches.
   */
  private void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getRawPath()) {
      case "/livez" -> send(exchange, 200, TEXT, "alive\n".getBytes(StandardCharsets.UTF_8));
      case "/readyz" -> ready(exchange);
      case "/metrics" -> send(exchange, 200, MetricsPage.contentType(), metrics.render());
      default -> refuse(exchange, 404);
    }
  }

  private void ready(HttpExchange exchange) throws IOException {
    List<String> reasons = readiness.notReadyReasons();
    var json = new JsonObject();
    json.addProperty("ready", reasons.isEmpty());
    var array = new JsonArray();
    reasons.forEach(array::add);
    json.add("reasons", array);
    byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, reasons.isEmpty() ? 200 : 503, "application/json", body);
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    if (status == 405) {
      exchange.getResponseHeaders().set("Allow", "GET");
    }
    // The rest of what was sent is not read, so the connection cannot serve another request.
    exchange.getResponseHeaders().set("Connection", "close");
    String text =
        switch (status) {
          case 403 -> "refused: this Host or Origin is not served here; see --http-host";
          case 404 -> "not found: there are /livez, /readyz and /metrics";
          case 405 -> "only GET is answered";
          case 413 -> "no body is expected";
          case 414 -> "the URL is too long";
          default -> "the headers are too large";
        };
    send(exchange, status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean bodyless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodyless ? -1 : body.length);
    if (!bodyless) {
      exchange.getResponseBody().write(body);
      // Closing would first wait for a request body that was announced and may never come.
      exchange.getResponseBody().flush();
    }
  }

  private static HttpServer bind(HostPort listen) throws IOException {
    InetSocketAddress address = listen.resolve();
    if (address.isUnresolved()) {
      throw new IOException("HTTP address " + listen + ": there is no such host; change --http");
    }
    try {
      return HttpServer.create(address, 0);
    } catch (IOException failed) {
      throw new IOException(
          "HTTP address " + listen + ": " + failed.getMessage() + "; change --http", failed);
    }
  }

  /**
   * The JDK's server reads these once, when its classes are loaded, and has no other way to be
   * told.
   */
  private static void limitConnections() {
    setDefault("jdk.httpserver.maxConnections", "128");
    setDefault("sun.net.httpserver.maxReqTime", "10");
    setDefault("sun.net.httpserver.maxRspTime", "30");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
