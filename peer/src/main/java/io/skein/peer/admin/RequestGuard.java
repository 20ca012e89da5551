package io.skein.peer.admin;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.grpc.netty.shaded.io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses what no operator sends; immutable. A web page that a browser shows may point its own name
 * at this address (DNS rebinding): then the Host header is foreign, or there is an Origin.
 */
final class RequestGuard {
  private final Set<String> hosts;

  /** Accepts these host names besides loopback and the address that a request came to. */
  RequestGuard(Set<String> hosts) {
    this.hosts =
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The status to refuse a request with; empty lets it pass.
   *
   * @param local the address that it came to
   */
  Optional<Integer> refusal(HttpRequest request, InetAddress local) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(unreadable(request.decoderResult().cause()));
    }
    if (request.protocolVersion().majorVersion() != 1) {
      return Optional.of(400);
    }
    if (isForeign(request, local) || request.headers().contains(HttpHeaderNames.ORIGIN)) {
      return Optional.of(403);
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return Optional.of(405);
    }
    return hasBody(request) ? Optional.of(413) : Optional.empty();
  }

  private static int unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return 414;
    }
    return cause instanceof TooLongHttpHeaderException ? 431 : 400;
  }

  private static boolean hasBody(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || HttpUtil.getContentLength(request, 0L) != 0;
  }

  /** HTTP/1.0 knows no Host; browsers always send one. */
  private boolean isForeign(HttpRequest request, InetAddress local) {
    List<String> named = request.headers().getAll(HttpHeaderNames.HOST);
    return named.size() > 1 || (named.size() == 1 && !isOurs(named.getFirst(), local));
  }

  private boolean isOurs(String hostHeader, InetAddress local) {
    String host;
    try {
      host = HostAndPort.fromString(hostHeader).getHost().toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    if (InetAddresses.isInetAddress(host)) {
      InetAddress address = InetAddresses.forString(host);
      return address.isLoopbackAddress() || address.equals(local) || hosts.contains(host);
    }
    return host.equals("localhost") || hosts.contains(host);
  }
}
