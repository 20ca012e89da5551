package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.admin.AdminServer;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that no browser or operator sends, by hand; hosts, methods and paths are tables of their
 * own in {@code AdminServerTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpBadInputTest {
  private static final String END = "\r\n\r\n";
  private static final String LOCAL = "\r\nHost: localhost";

  private static final List<Row> ROWS =
      List.of(
          path("two dots", "/../livez"),
          path("two dots, one encoded", "/%2e./livez"),
          path("two dots, encoded twice", "/%252e%252e/livez"),
          path("dots with an encoded slash", "/..%2f..%2flivez"),
          path("dots with an encoded backslash", "/..%5c..%5clivez"),
          path("dots in overlong UTF-8", "/%c0%ae%c0%ae/livez"),
          path("dots behind a good path", "/livez/../metrics"),
          path("encoded good path", "/%6civez"),
          path("good path and a semicolon", "/livez;x=1"),
          path("NUL behind a good path", "/livez%00"),
          path("CR LF in the path, encoded", "/livez%0d%0aX:%20y"),
          path("file", "/etc/passwd"),
          row(
              "absolute URL of another host",
              "GET http://evil.example/livez HTTP/1.1\r\nHost: evil.example",
              "403"),
          row(
              "foreign host with our port",
              "GET /livez HTTP/1.1\r\nHost: evil.example:7403",
              "403"),
          row("host with CR", "GET /livez HTTP/1.1\r\nHost: local\rhost", "403 400 0"),
          row("host with NUL", "GET /livez HTTP/1.1\r\nHost: localhost\0.evil", "403 400 0"),
          row("origin null", "GET /metrics HTTP/1.1" + LOCAL + "\r\nOrigin: null", "403"),
          row("URL of 3,000 characters", "GET /" + "a".repeat(3_000) + " HTTP/1.1" + LOCAL, "414"),
          row(
              "query of 3,000 characters",
              "GET /livez?" + "a".repeat(3_000) + " HTTP/1.1" + LOCAL,
              "414"),
          row(
              "header of 20,000 characters",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nX: " + "a".repeat(20_000),
              "431"),
          row("150 headers of 120 characters", "GET /livez HTTP/1.1" + LOCAL + headers(150), "431"),
          row("1,000 headers", "GET /livez HTTP/1.1" + LOCAL + headers(1_000), "431 400 0"),
          row(
              "header of 1 MiB",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nX: " + "a".repeat(1 << 20),
              "431 400 0"),
          row("body announced", "GET /livez HTTP/1.1" + LOCAL + "\r\nContent-Length: 5", "413"),
          row(
              "body of 2^63 bytes announced",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nContent-Length: 9223372036854775807",
              "413"),
          row(
              "length below 0",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nContent-Length: -1",
              "400 413"),
          row(
              "length of letters",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nContent-Length: x",
              "400 413"),
          row(
              "two lengths",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nContent-Length: 0\r\nContent-Length: 5",
              "400 413"),
          row(
              "chunked body",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nTransfer-Encoding: chunked",
              "413"),
          row(
              "chunked and a length",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nTransfer-Encoding: chunked\r\nContent-Length: 3",
              "400 413"),
          row(
              "unknown encoding",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nTransfer-Encoding: x",
              "501 400 413"),
          row(
              "header that goes on in the next line",
              "GET /livez HTTP/1.1" + LOCAL + "\r\nX: a\r\n b",
              "200 400"),
          row("header without a name", "GET /livez HTTP/1.1" + LOCAL + "\r\n: x", "400 200"),
          row("no version", "GET /livez", "400 0"),
          row("no path", "GET", "400 0"),
          row("only spaces", "   ", "404 400 0"),
          row("path without a slash", "GET livez HTTP/1.1" + LOCAL, "400 404"),
          row("bad escape", "GET /%zz HTTP/1.1" + LOCAL, "400 404"),
          row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM", "400 404 403 405 0"),
          row("TLS hello", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", "400 0"),
          row(
              "method of 10,000 characters",
              "A".repeat(10_000) + " /livez HTTP/1.1" + LOCAL,
              "414"),
          row("binary noise", "\u00ff\u00fe\0\u0001\u0002", "400 0"));

  private LogLines log;
  private AdminServer server;

  @BeforeAll
  void start() throws IOException {
    log = new LogLines();
    server = AdminServer.create(HostPort.parseListen("127.0.0.1:0"), List::of, List.of());
    server.start();
  }

  @AfterAll
  void stop() {
    server.close();
    log.close();
  }

  /**
   * A case.
   *
   * @param statuses any of them, separated by a space; 0: the connection ends without an answer
   */
  record Row(String name, String sent, String statuses) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return ROWS;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void badRequestGetsItsAnswerAndTheNextOneWorks(Row row) throws IOException {
    log.forget();

    String answer = answer(row.sent + END);

    assertThat(row.statuses.split(" ")).contains(status(answer));
    assertThat(answer).doesNotContain("\tat ", "Exception", "io.skein", "X: y", "ERROR");
    log.assertAtMostOne();
    assertThat(status(answer("GET /livez HTTP/1.1" + LOCAL + END))).isEqualTo("200");
  }

  private static String status(String answer) {
    return answer.isEmpty() ? "0" : answer.split(" ", 3)[1];
  }

  /** The start of what comes back. */
  private String answer(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(15_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return new String(socket.getInputStream().readNBytes(60), StandardCharsets.ISO_8859_1);
      } catch (SocketException cutOff) {
        return "";
      }
    }
  }

  private static String headers(int count) {
    var all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append("\r\nX-").append(i).append(": ").append("a".repeat(120));
    }
    return all.toString();
  }

  private static Row path(String name, String path) {
    return row(name, "GET " + path + " HTTP/1.1" + LOCAL, "404 400");
  }

  private static Row row(String name, String sent, String statuses) {
    return new Row(name, sent, statuses);
  }
}
