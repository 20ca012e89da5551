package io.skein.peer.admin;

import com.google.common.primitives.Bytes;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/** Immutable. An answer in HTTP/1.1, after which the connection ends. */
record Response(int status, String type, ByteString body) {
  private static final String TEXT = "text/plain; charset=utf-8";

  static Response text(int status, String text) {
    return new Response(status, TEXT, ByteString.copyFromUtf8(text + "\n"));
  }

  /** Why a request is not answered. */
  static Response refusal(int status) {
    return text(
        status,
        switch (status) {
          case 400 -> "this is no request of HTTP/1.1";
          case 403 -> "refused: this Host or Origin is not served here; see --http-host";
          case 404 -> "not found: there are /livez, /readyz and /metrics";
          case 405 -> "only GET is answered";
          case 413 -> "no body is expected";
          case 414 -> "the URL is too long";
          default -> "the headers are too large";
        });
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 431 -> "Request Header Fields Too Large";
      default -> "Service Unavailable";
    };
  }

  /** All of it. */
  byte[] bytes() {
    return Bytes.concat(head(), body.toByteArray());
  }

  /** All before the body, with the empty line. */
  byte[] head() {
    var head = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, reason()));
    head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Content-Length: ").append(body.size()).append("\r\n");
    head.append("Cache-Control: no-store\r\n");
    head.append("X-Content-Type-Options: nosniff\r\n");
    if (status == 405) {
      head.append("Allow: GET\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
