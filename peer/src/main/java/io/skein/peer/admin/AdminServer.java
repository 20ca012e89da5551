package io.skein.peer.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.bootstrap.connections.GuardedPort;
import io.skein.bootstrap.connections.HeadPort;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a peer: {@code /livez}, {@code /readyz} and {@code /metrics}. Thread-safe. A
 * connection has one request; it has 10 s for it, and 30 s to read the answer.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  private final HostPort listen;
  private final RequestGuard guard;
  private final Readiness readiness;
  private final MetricsPage metrics;
  private final HeadPort port;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private AdminServer(
      HostPort listen,
      RequestGuard guard,
      ConnectionTable connections,
      Readiness readiness,
      MetricsPage metrics)
      throws IOException {
    this.listen = listen;
    this.guard = guard;
    this.readiness = readiness;
    this.metrics = metrics;
    port = bind(connections);
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
    port.start();
  }

  /** Where it listens; the real port if 0 was asked for. */
  public HostPort address() {
    return listen.withPort(port.number());
  }

  /** Stops at once; requests under way lose their connection. Idempotent. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      port.close();
    }
  }

  private final class Answers implements HeadPort.Service {
    @Override
    public boolean isRead(CharSequence head) {
      return head.length() >= Request.MOST_BYTES || Request.isWhole(head);
    }

    @Override
    public byte[] answer(String head, InetAddress local) {
      Response response = respond(head, local);
      return head.startsWith("HEAD ") ? response.head() : response.bytes();
    }
  }

  private Response respond(String head, InetAddress local) {
    if (!Request.isWhole(head)) {
      boolean isUrl = head.indexOf('\n') < 0;
      return Response.refusal(isUrl ? 414 : 431);
    }
    try {
      return Request.parse(head, local).map(this::answer).orElseGet(() -> Response.refusal(400));
    } catch (RuntimeException bug) {
      log.warn("a request failed", bug);
      return Response.text(503, "this went wrong; the log of the peer says more");
    }
  }

  /**
   * Compares the path as it was sent: nothing is decoded, so nothing but the three names matches.
   */
  private Response answer(Request request) {
    Optional<Integer> refusal = guard.refusal(request);
    if (refusal.isPresent()) {
      return Response.refusal(refusal.get());
    }
    return switch (request.path()) {
      case "/livez" -> Response.text(200, "alive");
      case "/readyz" -> ready();
      case "/metrics" ->
          new Response(200, MetricsPage.contentType(), ByteString.copyFrom(metrics.render()));
      default -> Response.refusal(404);
    };
  }

  private Response ready() {
    List<String> reasons = readiness.notReadyReasons();
    var json = new JsonObject();
    json.addProperty("ready", reasons.isEmpty());
    var array = new JsonArray();
    reasons.forEach(array::add);
    json.add("reasons", array);
    ByteString body = ByteString.copyFromUtf8(json + "\n");
    return new Response(reasons.isEmpty() ? 200 : 503, "application/json", body);
  }

  private static InetSocketAddress resolve(HostPort listen) throws IOException {
    InetSocketAddress address = listen.resolve();
    if (address.isUnresolved()) {
      throw new IOException("HTTP address " + listen + ": there is no such host; change --http");
    }
    return address;
  }

  private HeadPort bind(ConnectionTable connections) throws IOException {
    InetSocketAddress address = resolve(listen);
    try {
      return HeadPort.bind(new GuardedPort("skein-http", 1, connections), address, new Answers());
    } catch (IOException failed) {
      throw new IOException(
          "HTTP address " + listen + ": " + failed.getMessage() + "; change --http", failed);
    }
  }
}
