package io.skein.bootstrap;

import io.skein.bootstrap.grpc.EndpointSecurity;
import io.skein.wire.tls.CertificatePin;
import io.skein.wire.tls.Certificates;
import io.skein.wire.tls.JoinToken;
import io.skein.wire.tls.KeyFiles;
import io.skein.wire.tls.KeyMaterial;
import io.skein.wire.tls.WatchedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread-safe. The files of {@link BootstrapSecurity}, open. */
final class ServerSecrets {
  private static final Logger log = LoggerFactory.getLogger(BootstrapServer.class);
  private static final Duration LIFE = Duration.ofDays(3650);

  private final Optional<WatchedFiles<KeyMaterial>> key;
  private final Optional<WatchedFiles<JoinToken>> tokens;

  private ServerSecrets(
      Optional<WatchedFiles<KeyMaterial>> key, Optional<WatchedFiles<JoinToken>> tokens) {
    this.key = key;
    this.tokens = tokens;
  }

  static ServerSecrets open(BootstrapSecurity security, SecureRandom random) throws IOException {
    Optional<WatchedFiles<KeyMaterial>> key = Optional.empty();
    if (security.key().isPresent()) {
      KeyFiles files = security.key().get();
      if (security.makesKey()) {
        files.loadOrCreate(() -> selfSigned(random));
      }
      key = Optional.of(WatchedFiles.open(List.of(files.certificate(), files.key()), files::load));
    }
    Optional<WatchedFiles<JoinToken>> tokens = Optional.empty();
    if (security.joinTokens().isPresent()) {
      Path file = security.joinTokens().get();
      tokens = Optional.of(WatchedFiles.open(List.of(file), () -> JoinToken.load(file)));
    }
    return new ServerSecrets(key, tokens);
  }

  private static KeyMaterial selfSigned(SecureRandom random) {
    return Certificates.selfSigned(
        new Certificates.Claim("skein-bootstrap", List.of(), System.currentTimeMillis(), LIFE),
        random);
  }

  EndpointSecurity forEndpoint() throws IOException {
    return EndpointSecurity.of(
        key.map(watched -> watched::get), tokens.map(watched -> watched::get));
  }

  /** The pin of the certificate of this moment; empty in plaintext. */
  Optional<CertificatePin> pin() {
    return key.map(watched -> CertificatePin.of(watched.get().leaf()));
  }

  /** Looks at the files again; blocks. */
  void refresh() {
    key.ifPresent(
        watched ->
            refresh(
                watched, "certificate", () -> "pin " + CertificatePin.of(watched.get().leaf())));
    tokens.ifPresent(watched -> refresh(watched, "join tokens", () -> watched.get().toString()));
  }

  private static void refresh(
      WatchedFiles<?> watched, String what, java.util.function.Supplier<String> now) {
    try {
      if (watched.refresh()) {
        log.info("{} read again: {}", what, now.get());
      }
    } catch (IOException e) {
      log.error("{} not changed, the old one stays: {}", what, e.getMessage());
    }
  }
}
