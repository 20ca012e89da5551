package io.skein.peer;

import io.skein.wire.tls.KeyFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Immutable. Whom a peer trusts, as files; each is read again when it changes.
 *
 * @param bootstrapCa CAs that vouch for bootstrap servers without a pin
 * @param joinToken what it says to bootstrap servers
 * @param ca CAs that vouch for other peers; there if and only if {@code certificate} is
 * @param certificate its own certificate, for links
 * @param allowList ids of the peers that may be linked and known
 */
public record SecurityConfig(
    Optional<Path> bootstrapCa,
    Optional<Path> joinToken,
    Optional<Path> ca,
    Optional<KeyFiles> certificate,
    Optional<Path> allowList) {
  /** Everybody may link. */
  public static final SecurityConfig NONE =
      new SecurityConfig(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public SecurityConfig {
    if (ca.isPresent() != certificate.isPresent()) {
      throw new IllegalArgumentException(
          "a CA and an own certificate with its key belong together: give both or neither");
    }
  }

  /** The same with CAs of bootstrap servers. */
  public SecurityConfig withBootstrapCa(Path file) {
    return new SecurityConfig(Optional.of(file), joinToken, ca, certificate, allowList);
  }

  /** The same with a join token. */
  public SecurityConfig withJoinToken(Path file) {
    return new SecurityConfig(bootstrapCa, Optional.of(file), ca, certificate, allowList);
  }

  /** The same with links only between certificates of these CAs. */
  public SecurityConfig withCa(Path file, KeyFiles own) {
    return new SecurityConfig(
        bootstrapCa, joinToken, Optional.of(file), Optional.of(own), allowList);
  }

  /** The same with links only to the peers of a list. */
  public SecurityConfig withAllowList(Path file) {
    return new SecurityConfig(bootstrapCa, joinToken, ca, certificate, Optional.of(file));
  }
}
