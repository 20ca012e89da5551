package io.skein.peer.admin;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses what no operator sends; immutable. A web page that a browser shows may point its own name
 * at this address (DNS rebinding): then the Host header is foreign, or there is an Origin.
 */
final class RequestGuard {
  private static final int MAX_URI_CHARACTERS = 2048;
  private static final int MAX_HEADER_CHARACTERS = 16 * 1024;

  private final Set<String> hosts;

  /** Accepts these host names besides loopback and the address that a request came to. */
  RequestGuard(Set<String> hosts) {
    this.hosts =
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The status to refuse a request with; empty lets it pass. */
  Optional<Integer> refusal(Request request) {
    if (request.target().length() > MAX_URI_CHARACTERS) {
      return Optional.of(414);
    }
    if (size(request.headers()) > MAX_HEADER_CHARACTERS) {
      return Optional.of(431);
    }
    if (isForeign(request) || !request.values("origin").isEmpty()) {
      return Optional.of(403);
    }
    if (!request.method().equals("GET")) {
      return Optional.of(405);
    }
    return hasBody(request) ? Optional.of(413) : Optional.empty();
  }

  private static int size(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .mapToInt(
            header ->
                header.getValue().stream()
                    .mapToInt(value -> header.getKey().length() + value.length())
                    .sum())
        .sum();
  }

  private static boolean hasBody(Request request) {
    return !request.values("transfer-encoding").isEmpty()
        || request.values("content-length").stream().anyMatch(length -> !length.equals("0"));
  }

  /** HTTP/1.0 knows no Host; browsers always send one. */
  private boolean isForeign(Request request) {
    List<String> named = request.values("host");
    return named.size() > 1 || (named.size() == 1 && !isOurs(named.getFirst(), request.local()));
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
