package io.skein.bootstrap;

import io.skein.wire.tls.KeyFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a bootstrap server proves who it is, and whom it lets register.
 *
 * @param key certificate and key; empty: plaintext
 * @param makesKey whether to make them if there are none
 * @param joinTokens file of the tokens of which a peer has to say one; empty: everybody may come
 */
public record BootstrapSecurity(
    Optional<KeyFiles> key, boolean makesKey, Optional<Path> joinTokens) {
  /** No TLS, no token. */
  public static final BootstrapSecurity NONE =
      new BootstrapSecurity(Optional.empty(), false, Optional.empty());

  /** A certificate of its own, made at the first start: {@code bootstrap.pem} and its key. */
  public static BootstrapSecurity ownCertificate(Path folder) {
    return new BootstrapSecurity(
        Optional.of(KeyFiles.in(folder, "bootstrap")), true, Optional.empty());
  }

  /** A certificate that somebody issued. */
  public static BootstrapSecurity certificate(KeyFiles files) {
    return new BootstrapSecurity(Optional.of(files), false, Optional.empty());
  }

  /** The same with a file of join tokens. */
  public BootstrapSecurity withJoinTokens(Path file) {
    return new BootstrapSecurity(key, makesKey, Optional.of(file));
  }
}
