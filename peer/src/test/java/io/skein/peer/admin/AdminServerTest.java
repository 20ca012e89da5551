package io.skein.peer.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminServerTest {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  private final List<String> reasons = new CopyOnWriteArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        AdminServer.create(
            ANY,
            Set.of("peer1.example"),
            new ConnectionTable(ConnectionLimits.DEFAULTS, () -> accepted.incrementAndGet() > 0),
            () -> List.copyOf(reasons),
            List.of(
                MetricSource.counter("skein_published", "Messages published.", count::get),
                MetricSource.gauge("skein_queued_bytes", "Bytes queued.", () -> 7)
                    .labelled("lane", "urgent"),
                MetricSource.gauge("skein_queued_bytes", "Bytes queued.", () -> 9)
                    .labelled("lane", "bulk")));
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void livePeerSaysSo() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void readyPeerAnswers200() throws Exception {
    HttpResponse<String> answer = get("/readyz");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ready\":true,\"reasons\":[]}\n");
  }

  @Test
  void peerThatIsNotReadyAnswers503AndSaysWhy() throws Exception {
    reasons.add("no \"links\" yet");

    HttpResponse<String> answer = get("/readyz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"ready\":false", "no \\\"links\\\" yet");
  }

  @Test
  void metricsAreReadWhenTheyAreAskedFor() throws Exception {
    count.set(42);

    assertThat(get("/metrics").body())
        .contains(
            "# TYPE skein_published_total counter",
            "skein_published_total 42.0",
            "skein_queued_bytes{lane=\"bulk\"} 9.0",
            "skein_queued_bytes{lane=\"urgent\"} 7.0",
            "jvm_memory_used_bytes");
    count.set(43);
    assertThat(get("/metrics").body()).contains("skein_published_total 43.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/livez/",
        "/livez/x",
        "/x/../livez",
        "/%2e%2e/livez",
        "/..%2flivez",
        "/LIVEZ",
        "//livez"
      })
  void otherPathsAreNotFound(String path) throws Exception {
    assertThat(status("GET " + path + " HTTP/1.1", "Host: localhost")).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"})
  void onlyGetIsAnswered(String method) throws Exception {
    assertThat(status(method + " /livez HTTP/1.1", "Host: localhost")).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:7403, 200",
    "127.0.0.1, 200",
    "127.9.9.9:1, 200",
    "[::1]:7403, 200",
    "peer1.example, 200",
    "PEER1.example:7403, 200",
    "evil.example, 403",
    "localhost.evil.example, 403",
    "10.1.2.3, 403",
    "peer1.example:x, 403",
    "'', 403"
  })
  void foreignHostIsRefused(String host, int status) throws Exception {
    assertThat(status("GET /livez HTTP/1.1", "Host: " + host)).isEqualTo(status);
  }

  @Test
  void requestWithoutHostIsAnswered() throws Exception {
    assertThat(status("GET /livez HTTP/1.0")).isEqualTo(200);
  }

  @Test
  void twoHostsAreRefused() throws Exception {
    assertThat(status("GET /livez HTTP/1.1", "Host: localhost", "Host: localhost")).isEqualTo(403);
  }

  @Test
  void requestOfAWebPageIsRefused() throws Exception {
    assertThat(status("GET /metrics HTTP/1.1", "Host: localhost", "Origin: http://localhost"))
        .isEqualTo(403);
  }

  @Test
  void oversizedPartsAreRefused() throws Exception {
    String host = "Host: localhost";
    assertThat(status("GET /" + "a".repeat(3000) + " HTTP/1.1", host)).isEqualTo(414);
    assertThat(status("GET /livez HTTP/1.1", host, "X: " + "a".repeat(20_000))).isEqualTo(431);
    assertThat(status("GET /livez HTTP/1.1", host, "Content-Length: 5")).isEqualTo(413);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez",
        "GET /livez HTTP/2.0",
        "GET /livez HTTP/1.1\r\n folded",
        "GET /livez HTTP/1.1\r\nno header",
        "GET /livez HTTP/1.1\r\nHost : localhost"
      })
  void whatIsNoRequestIsRefused(String request) throws Exception {
    assertThat(status(request)).isEqualTo(400);
  }

  @Test
  void headThatDoesNotEndIsRefused() throws Exception {
    assertThat(status("GET /" + "a".repeat(40_000))).isEqualTo(414);
    assertThat(status("GET /livez HTTP/1.1", "X: " + "a".repeat(40_000))).isEqualTo(431);
  }

  @Test
  void connectionIsKeptUntilARequestIsRefused() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(get(client, "/livez").statusCode()).isEqualTo(200);
      assertThat(get(client, "/metrics").statusCode()).isEqualTo(200);
      assertThat(get(client, "/elsewhere").statusCode()).isEqualTo(404);
      assertThat(accepted).hasValue(1);
      assertThat(get(client, "/livez").statusCode()).isEqualTo(200);
      assertThat(accepted).hasValue(2);
    }
  }

  @Test
  void whoDoesNotWaitForAnAnswerGetsNoMore() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(10_000);
      String twice = "GET /livez HTTP/1.1\r\n\r\n".repeat(2);
      socket.getOutputStream().write(twice.getBytes(StandardCharsets.US_ASCII));
      var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answers).startsWith("HTTP/1.1 200 OK").containsOnlyOnce("alive");
    }
  }

  @Test
  void addressInUseIsNamed() {
    assertThatThrownBy(() -> AdminServer.create(server.address(), List::of, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(server.address().toString())
        .hasMessageContaining("--http");
  }

  @Test
  void closeIsIdempotentAndFreesThePort() throws Exception {
    server.close();
    server.close();

    AdminServer.create(server.address(), List::of, List.of()).close();
  }

  @Test
  void unstartedServerCloses() throws Exception {
    AdminServer unstarted = AdminServer.create(ANY, List::of, List.of());

    unstarted.close();
    unstarted.close();
    assertThatThrownBy(unstarted::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sourcesOfOneNameHaveToBeAlike() {
    var sources = new ArrayList<MetricSource>();
    sources.add(MetricSource.gauge("skein_x", "X.", () -> 1));
    sources.add(MetricSource.counter("skein_x", "X.", () -> 1).labelled("lane", "bulk"));

    assertThatThrownBy(() -> AdminServer.create(ANY, List::of, sources))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("skein_x");
  }

  @Test
  void tenThousandSeriesAreServedAndNotOneMore() {
    var sources = new ArrayList<MetricSource>();
    for (int i = 0; i < 10_000; i++) {
      sources.add(MetricSource.gauge("skein_x", "X.", () -> 1).labelled("n", "v" + i));
    }
    assertThatCode(() -> new MetricsPage(sources)).doesNotThrowAnyException();
    sources.add(MetricSource.gauge("skein_y", "Y.", () -> 1));

    assertThatThrownBy(() -> new MetricsPage(sources)).hasMessageContaining("10001");
  }

  @Test
  void labelCannotForgeASeries() throws IOException {
    var source =
        MetricSource.gauge("skein_x", "X.", () -> 1).labelled("peer", "a\"} 7\nskein_forged 1");

    String page = new String(new MetricsPage(List.of(source)).render(), StandardCharsets.UTF_8);

    assertThat(page).contains("peer=\"a\\\"} 7\\nskein_forged 1\"");
    assertThat(page.lines()).noneMatch(line -> line.startsWith("skein_forged"));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return get(client, path);
    }
  }

  private HttpResponse<String> get(HttpClient client, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + server.address() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Speaks HTTP by hand: a well-behaved client would not send such requests. */
  private int status(String... lines) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(10_000);
      String request = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
    }
  }
}
