package io.skein.peer;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapSecurity;
import io.skein.bootstrap.BootstrapServer;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.peer.admin.AdminServer;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.cli.BootstrapOptions;
import io.skein.peer.cli.BootstrapSecurityOptions;
import io.skein.peer.cli.HttpOptions;
import io.skein.peer.cli.RunningBootstrap;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Thread-safe. A bootstrap server as the command line runs it: with HTTP, if wished. */
final class BootstrapProcess implements RunningBootstrap {
  private final BootstrapServer server;
  private final Optional<AdminServer> http;
  private final CountDownLatch ended = new CountDownLatch(1);

  private BootstrapProcess(BootstrapServer server, Optional<AdminServer> http) {
    this.server = server;
    this.http = http;
  }

  static BootstrapProcess start(BootstrapOptions options) throws IOException {
    Descriptors.ofThisProcess().checkEnough();
    return start(config(options), options.http());
  }

  static BootstrapProcess start(BootstrapConfig config, HttpOptions http) throws IOException {
    BootstrapServer server = BootstrapServer.create(config);
    try {
      server.start();
      List<MetricSource> metrics = new ArrayList<>(BootstrapMetrics.of(server));
      metrics.addAll(LimitMetrics.of(config));
      return new BootstrapProcess(
          server, ProcessHttp.start(http, config.connections(), List::of, metrics));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static BootstrapConfig config(BootstrapOptions options) {
    BootstrapConfig config = BootstrapConfig.listeningOn(options.listen());
    if (options.snapshot().isPresent()) {
      config = config.withSnapshotFile(options.snapshot().get());
    }
    config = config.withSecurity(security(options.security()));
    if (options.security().forThePublic()) {
      config = config.forThePublic();
    }
    config = config.withConnections(options.connections()).withHttp2(options.http2());
    config = config.withLimits(options.leases().limits(config.limits()));
    return config.withExempt(options.security().trusted());
  }

  private static BootstrapSecurity security(BootstrapSecurityOptions options) {
    BootstrapSecurity security =
        options.insecure()
            ? BootstrapSecurity.NONE
            : options
                .certificate()
                .map(BootstrapSecurity::certificate)
                .orElseGet(() -> BootstrapSecurity.ownCertificate(options.dataDir()));
    return options.joinTokens().map(security::withJoinTokens).orElse(security);
  }

  @Override
  public HostPort address() {
    return server.address();
  }

  @Override
  public Optional<HostPort> http() {
    return http.map(AdminServer::address);
  }

  @Override
  public Optional<CertificatePin> pin() {
    return server.pin();
  }

  @Override
  public void reload() {
    server.reload();
  }

  @Override
  public void awaitTermination() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    http.ifPresent(AdminServer::close);
    server.close();
    ended.countDown();
  }
}
