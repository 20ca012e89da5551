package io.skein.peer;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.peer.admin.AdminServer;
import io.skein.peer.cli.AppAddress;
import io.skein.peer.cli.LimitOptions;
import io.skein.peer.cli.PeerOptions;
import io.skein.peer.cli.PeerSecurityOptions;
import io.skein.peer.cli.RunningPeer;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.Compressor;
import io.skein.peer.log.LogLimits;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. A peer as the command line runs it: with HTTP, and if wished with a bootstrap server
 * inside.
 */
final class PeerProcess implements RunningPeer {
  private static final Logger log = LoggerFactory.getLogger(PeerProcess.class);
  private static final long RELOAD_SECONDS = 10;

  private final Peer peer;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Optional<AdminServer> http;

  private PeerProcess(PeerOptions options) throws IOException {
    Descriptors.ofThisProcess().checkEnough();
    try {
      peer = Peer.create(config(options));
      parts.addFirst(peer);
      peer.start();
      http =
          ProcessHttp.start(
              options.http(),
              options.limits().connections(),
              peer::notReadyReasons,
              peer.metrics());
      http.ifPresent(parts::addFirst);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  static PeerProcess start(PeerOptions options) throws IOException {
    return new PeerProcess(options);
  }

  private static CompressionConfig compression(PeerOptions options) throws IOException {
    Compressor zstd = Compressor.zstd().orElse(null);
    if (zstd == null && !options.compress().isEmpty()) {
      throw new IOException(
          "--compress needs the library zstd-jni, which is not on the class path or does not load"
              + " on this machine; add it, or leave --compress out");
    }
    if (zstd == null) {
      log.info("zstd-jni does not load here: nobody compresses while this peer is in the network");
    }
    return new CompressionConfig(zstd, options.compress(), options.compressAbove());
  }

  static PeerConfig config(PeerOptions options) throws IOException {
    return new PeerConfig(
        options.listen(),
        options.advertise(),
        Optional.of(options.app().toString()),
        options.bootstrap(),
        options.dev() ? Optional.of(besidePeer(options)) : Optional.empty(),
        options.dataDir(),
        options.network(),
        options.insecure(),
        security(options.security()),
        options.trust(),
        logLimits(options),
        compression(options),
        options.access().config(),
        limits(options.limits()),
        new GuardConfig(options.guard().open(), options.guard().conduct(options.trust())),
        Version.text());
  }

  private static SecurityConfig security(PeerSecurityOptions options) {
    return new SecurityConfig(
        options.bootstrapCa(),
        options.joinToken(),
        options.ca(),
        options.certificate(),
        options.allowList());
  }

  private static PeerLimits limits(LimitOptions options) {
    return new PeerLimits(
        options.connections(),
        options.dialled(),
        options.memorySoft(),
        options.memoryHard(),
        options.core(),
        options.links(),
        options.ports());
  }

  private static LogLimits logLimits(PeerOptions options) {
    LogLimits limits =
        new LogLimits(
            options.logBytes(),
            options.logAge(),
            options.limits().earlyPerOrigin(),
            options.limits().origins());
    return options.maxMessage().map(limits::withMaxPayload).orElse(limits);
  }

  /** The same host, the port of bootstrap servers, or any if the peer's own is any. */
  private static HostPort besidePeer(PeerOptions options) {
    int port = options.listen().port() == 0 ? 0 : BootstrapConfig.DEFAULT_PORT;
    return options.listen().withPort(port);
  }

  boolean isReady() {
    return peer.notReadyReasons().isEmpty();
  }

  @Override
  public String peerName() {
    return peer.id().name();
  }

  @Override
  public List<HostPort> addresses() {
    return peer.addresses();
  }

  @Override
  public AppAddress app() {
    return AppAddress.parse(peer.app().orElseThrow());
  }

  @Override
  public Optional<HostPort> http() {
    return http.map(AdminServer::address);
  }

  @Override
  public Optional<CertificatePin> bootstrapPin() {
    return peer.bootstrapPin();
  }

  @Override
  public void awaitTermination() throws InterruptedException {
    peer.awaitTermination();
  }

  @Override
  public List<String> reload() {
    List<String> problems = new ArrayList<>(peer.reloadSecrets());
    try {
      problems.addAll(peer.reloadAccess().get(RELOAD_SECONDS, TimeUnit.SECONDS));
      return problems;
    } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
      return List.of("the peer is ending");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("interrupted");
    }
  }

  @Override
  public void drain() {
    peer.drain();
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        log.warn("cannot close {}", part, e);
      }
    }
    parts.clear();
  }
}
