package io.skein.peer;

import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.cli.RunningBootstrap;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Thread-safe. A bootstrap server as the command line sees it. */
final class BootstrapProcess implements RunningBootstrap {
  private final BootstrapServer server;
  private final CountDownLatch ended = new CountDownLatch(1);

  BootstrapProcess(BootstrapServer server) {
    this.server = server;
  }

  @Override
  public HostPort address() {
    return server.address();
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
    server.close();
    ended.countDown();
  }
}
