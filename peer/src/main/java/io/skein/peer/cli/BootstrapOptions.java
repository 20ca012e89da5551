package io.skein.peer.cli;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.Http2Limits;
import io.skein.wire.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a bootstrap server is told when it starts; set by picocli once, then only read. */
public final class BootstrapOptions {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where peers reach it (default: ${DEFAULT-VALUE}).")
  private ListenAddress listen = ListenAddress.parse("0.0.0.0:7400");

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "File that keeps the register over a restart (default: none).")
  private @Nullable Path snapshot;

  @Mixin private LeaseOptions leases = new LeaseOptions();

  @Mixin private HttpOptions http = new HttpOptions("off");

  @Mixin private PortOptions connections = new PortOptions();

  @Mixin private Http2Options http2 = new Http2Options();

  @Mixin private BootstrapSecurityOptions security = new BootstrapSecurityOptions();

  /** Where to listen; port 0 means any. */
  public HostPort listen() {
    return listen.address();
  }

  /** File that keeps the register; empty keeps it in memory only. */
  public Optional<Path> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  /** How many peers it registers, and for how long. */
  public LeaseOptions leases() {
    return leases;
  }

  /** Where to answer HTTP. */
  public HttpOptions http() {
    return http;
  }

  /** How many connections it takes. */
  public ConnectionLimits connections() {
    return connections.limits();
  }

  /** What each of them may do. */
  public Http2Limits http2() {
    return http2.limits();
  }

  /** Whom it lets in, and what it shows. */
  public BootstrapSecurityOptions security() {
    return security;
  }

  /** What does not fit, one sentence each. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    leases.addProblems(problems);
    var bound = new ArrayList<BoundAddress>();
    bound.add(new BoundAddress("--listen", listen()));
    http.address().ifPresent(address -> bound.add(new BoundAddress("--http", address)));
    BoundAddress.addClashes(bound, problems);
    connections.addProblems(problems);
    http2.addProblems(problems);
    security.addProblems(problems);
    return problems;
  }
}
