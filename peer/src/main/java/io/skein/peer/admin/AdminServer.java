package io.skein.peer.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.QueryStringDecoder;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.bootstrap.connections.GuardedPort;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a peer: {@code /livez}, {@code /readyz} and {@code /metrics}. Thread-safe. A
 * connection has 10 s for its first request, 30 s to read an answer, and 120 s between requests.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  private final HostPort address;
  private final RequestGuard guard;
  private final Readiness readiness;
  private final MetricsPage metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final GuardedPort port;
  private final Channel listening;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private AdminServer(
      HostPort listen,
      RequestGuard guard,
      ConnectionTable connections,
      Readiness readiness,
      MetricsPage metrics)
      throws IOException {
    this.guard = guard;
    this.readiness = readiness;
    this.metrics = metrics;
    InetSocketAddress resolved = resolve(listen);
    port = new GuardedPort("skein-http", 1, connections);
    try {
      listening = port.bind(resolved, new Callers(connections, threads, this::respond));
    } catch (IOException failed) {
      throw new IOException(
          "HTTP address " + listen + ": " + failed.getMessage() + "; change --http", failed);
    }
    address = listen.withPort(((InetSocketAddress) listening.localAddress()).getPort());
  }

  /** As the other one, with no host names but that of {@code listen}, and default limits. */
  public static AdminServer create(HostPort listen, Readiness readiness, List<MetricSource> sources)
      throws IOException {
    ConnectionTable connections =
        new ConnectionTable(ConnectionLimits.DEFAULTS, Descriptors.ofThisProcess()::areLeft);
    return create(listen, Set.of(), connections, readiness, sources);
  }

  /**
   * Binds; answers nothing before {@link #start}.
   *
   * @param listen where; port 0 means any
   * @param hosts more names that the Host header of requests may hold
   * @param connections which connections it takes
   * @throws IOException if the address cannot be bound; the message names it
   */
  public static AdminServer create(
      HostPort listen,
      Set<String> hosts,
      ConnectionTable connections,
      Readiness readiness,
      List<MetricSource> sources)
      throws IOException {
    var metrics = new MetricsPage(sources);
    var names = new HashSet<>(hosts);
    names.add(listen.host());
    return new AdminServer(listen, new RequestGuard(names), connections, readiness, metrics);
  }

  /** Begins to answer. */
  public void start() {
    if (closed.get() || started.getAndSet(true)) {
      throw new IllegalStateException("an HTTP server starts once, before it is closed");
    }
    listening.config().setAutoRead(true);
  }

  /** Where it listens; the real port if 0 was asked for. */
  public HostPort address() {
    return address;
  }

  /** Stops at once; requests under way lose their connection. Idempotent. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      var unused = listening.close().awaitUninterruptibly();
      threads.shutdownNow();
      port.close();
    }
  }

  private FullHttpResponse respond(HttpRequest request, InetAddress local) {
    try {
      return guard.refusal(request, local).map(Response::refusal).orElseGet(() -> answer(request));
    } catch (RuntimeException bug) {
      log.warn("a request failed", bug);
      return Response.text(503, "this went wrong; the log of the peer says more");
    }
  }

  /**
   * Compares the path as it was sent: nothing is decoded, so nothing but the three names matches.
   */
  private FullHttpResponse answer(HttpRequest request) {
    return switch (new QueryStringDecoder(request.uri()).rawPath()) {
      case "/livez" -> Response.text(200, "alive");
      case "/readyz" -> ready();
      case "/metrics" -> Response.of(200, MetricsPage.contentType(), metrics.render());
      default -> Response.refusal(404);
    };
  }

  private FullHttpResponse ready() {
    List<String> reasons = readiness.notReadyReasons();
    var json = new JsonObject();
    json.addProperty("ready", reasons.isEmpty());
    var array = new JsonArray();
    reasons.forEach(array::add);
    json.add("reasons", array);
    byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
    return Response.of(reasons.isEmpty() ? 200 : 503, "application/json", body);
  }

  private static InetSocketAddress resolve(HostPort listen) throws IOException {
    InetSocketAddress address = listen.resolve();
    if (address.isUnresolved()) {
      throw new IOException("HTTP address " + listen + ": there is no such host; change --http");
    }
    return address;
  }
}
