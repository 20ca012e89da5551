package io.skein.peer.cli;

import io.skein.wire.HostPort;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a server answers HTTP; set by picocli once, then only read. */
public final class HttpOptions {
  @Option(
      names = "--http",
      paramLabel = "HOST:PORT|off",
      description = "Where /livez, /readyz and /metrics are (default: ${DEFAULT-VALUE}).")
  private OptionalListenAddress address;

  @Option(
      names = "--http-host",
      paramLabel = "NAME",
      split = ",",
      description = "Host name, besides that of --http, under which HTTP is asked for; repeatable.")
  private List<String> hosts = List.of();

  /**
   * Not set yet.
   *
   * @param unlessTold HOST:PORT, or {@code off}
   */
  public HttpOptions(String unlessTold) {
    address = OptionalListenAddress.parse(unlessTold);
  }

  /** Where to answer, port 0 means any; empty means nowhere. */
  public Optional<HostPort> address() {
    return address.address();
  }

  /** Names besides that of {@link #address()} that the Host header of requests may hold. */
  public List<String> hosts() {
    return List.copyOf(hosts);
  }
}
