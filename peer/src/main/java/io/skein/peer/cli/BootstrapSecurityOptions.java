package io.skein.peer.cli;

import io.skein.bootstrap.registry.AddressBlock;
import io.skein.wire.tls.KeyFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a bootstrap server lets in, and what it shows; set by picocli once, then only read. */
public final class BootstrapSecurityOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the server keeps the certificate that it makes itself (default: ~/.skein-bootstrap).")
  private Path dataDir = HomePaths.home(".skein-bootstrap");

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate of a CA, with its chain (PEM), instead of one that it makes.")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM, PKCS #8).")
  private @Nullable Path key;

  @Option(
      names = "--insecure",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "No TLS, for peers with --insecure. For trials only.")
  private boolean insecure;

  @Option(
      names = "--join-token-file",
      paramLabel = "FILE",
      description = "Serve only peers that say one of the tokens of this file, one a line.")
  private @Nullable Path joinTokens;

  @Option(
      names = "--public",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description =
          "Rules for the open internet: no private addresses, and --new-peers is 10 unless told.")
  private boolean forThePublic;

  @Option(
      names = "--trusted-network",
      paramLabel = "CIDR",
      split = ",",
      description = "Network that no rule about addresses applies to; repeatable.")
  private List<AddressBlock> trusted = List.of();

  /** Where a certificate of its own is kept. */
  public Path dataDir() {
    return dataDir;
  }

  /** Certificate of a CA and its key; empty unless both are named. */
  public Optional<KeyFiles> certificate() {
    return certificate == null || key == null
        ? Optional.empty()
        : Optional.of(new KeyFiles(certificate, key));
  }

  /** Whether there is no TLS. */
  public boolean insecure() {
    return insecure;
  }

  /** File of the tokens of which peers have to say one. */
  public Optional<Path> joinTokens() {
    return Optional.ofNullable(joinTokens);
  }

  /** Whether the rules for the open internet apply. */
  public boolean forThePublic() {
    return forThePublic;
  }

  /** Networks beside loopback that no rule about addresses applies to. */
  public List<AddressBlock> trusted() {
    return List.copyOf(trusted);
  }

  void addProblems(List<String> problems) {
    if ((certificate == null) != (key == null)) {
      problems.add("--tls-cert and --tls-key belong together: give both or neither");
    }
    if (insecure && certificate != null) {
      problems.add("--insecure uses no certificate: leave it out, or --tls-cert and --tls-key");
    }
    if (insecure && joinTokens != null) {
      problems.add(
          "--join-token-file with --insecure would have peers send it in the clear: leave one out");
    }
  }
}
