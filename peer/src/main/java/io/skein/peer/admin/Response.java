package io.skein.peer.admin;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderValues;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers, each to be sent once. */
final class Response {
  private static final String TEXT = "text/plain; charset=utf-8";

  private Response() {}

  static FullHttpResponse of(int status, String type, byte[] body) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set("x-content-type-options", "nosniff");
    if (status == 405) {
      response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET);
    }
    return response;
  }

  static FullHttpResponse text(int status, String text) {
    return of(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Why a request is not answered. */
  static FullHttpResponse refusal(int status) {
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
}
