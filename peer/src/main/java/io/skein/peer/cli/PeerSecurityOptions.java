package io.skein.peer.cli;

import io.skein.wire.tls.KeyFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a peer trusts; set by picocli once, then only read. */
public final class PeerSecurityOptions {
  @Option(
      names = "--bootstrap-ca",
      paramLabel = "FILE",
      description =
          "PEM certificates of CAs, or of servers themselves, that bootstrap servers without a pin"
              + " are checked with.")
  private @Nullable Path bootstrapCa;

  @Option(
      names = "--join-token-file",
      paramLabel = "FILE",
      description = "File whose first token bootstrap servers are told, if they ask for one.")
  private @Nullable Path joinToken;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Link only peers with a certificate of these CAs (PEM); needs --tls-cert and --tls-key.")
  private @Nullable Path ca;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "This peer's certificate for --ca, with its chain (PEM).")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM, PKCS #8).")
  private @Nullable Path key;

  @Option(
      names = "--allow-list",
      paramLabel = "FILE",
      description =
          "Link only the peers whose ids this file lists, one a line, # for comments; changes take"
              + " effect within seconds.")
  private @Nullable Path allowList;

  /** CAs of bootstrap servers. */
  public Optional<Path> bootstrapCa() {
    return Optional.ofNullable(bootstrapCa);
  }

  /** File of the join token. */
  public Optional<Path> joinToken() {
    return Optional.ofNullable(joinToken);
  }

  /** CAs of other peers. */
  public Optional<Path> ca() {
    return Optional.ofNullable(ca);
  }

  /** Own certificate and key; empty unless both are named. */
  public Optional<KeyFiles> certificate() {
    return certificate == null || key == null
        ? Optional.empty()
        : Optional.of(new KeyFiles(certificate, key));
  }

  /** Ids of the peers that may be linked. */
  public Optional<Path> allowList() {
    return Optional.ofNullable(allowList);
  }

  void addProblems(boolean insecure, List<String> problems) {
    boolean all = ca != null && certificate != null && key != null;
    boolean none = ca == null && certificate == null && key == null;
    if (!all && !none) {
      problems.add("--ca, --tls-cert and --tls-key belong together: give all three or none");
    }
    if (insecure && !none) {
      problems.add("--insecure links without certificates: leave it out, or --ca and --tls-…");
    }
    if (insecure && allowList != null) {
      problems.add(
          "--allow-list is worth nothing with --insecure, where ids are only claimed: leave one out");
    }
    if (insecure && joinToken != null) {
      problems.add(
          "--join-token-file with --insecure would send the token in the clear: leave one out");
    }
  }
}
