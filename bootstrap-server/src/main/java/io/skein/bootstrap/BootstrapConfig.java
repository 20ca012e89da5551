package io.skein.bootstrap;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.Http2Limits;
import io.skein.bootstrap.grpc.AddressRules;
import io.skein.bootstrap.registry.AddressBlock;
import io.skein.bootstrap.registry.RegistryLimits;
import io.skein.wire.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a bootstrap server runs.
 *
 * @param listen where it listens; port 0: any free port
 * @param snapshotFile where leases survive a restart; its folder must exist; empty: in memory only
 * @param limits leases and caps
 * @param rules addresses that peers may advertise and that the server may dial
 * @param security certificate and join tokens
 * @param connections how many it takes
 * @param http2 what each of them may do
 */
public record BootstrapConfig(
    HostPort listen,
    Optional<Path> snapshotFile,
    RegistryLimits limits,
    AddressRules rules,
    BootstrapSecurity security,
    ConnectionLimits connections,
    Http2Limits http2) {
  /** Where bootstrap servers listen unless told otherwise. */
  public static final int DEFAULT_PORT = 7400;

  private static final int PUBLIC_NEW_IDENTITIES = 10;

  /** In memory, in plaintext, with the default limits, for a network of one's own. */
  public static BootstrapConfig listeningOn(HostPort listen) {
    return new BootstrapConfig(
        listen,
        Optional.empty(),
        RegistryLimits.DEFAULTS,
        new AddressRules(false, List.of()),
        BootstrapSecurity.NONE,
        ConnectionLimits.DEFAULTS,
        Http2Limits.DEFAULTS);
  }

  /** The same with a snapshot file. */
  public BootstrapConfig withSnapshotFile(Path file) {
    return new BootstrapConfig(
        listen, Optional.of(file), limits, rules, security, connections, http2);
  }

  /** The same with other limits. */
  public BootstrapConfig withLimits(RegistryLimits otherLimits) {
    return new BootstrapConfig(
        listen, snapshotFile, otherLimits, rules, security, connections, http2);
  }

  /** The same with a certificate, or join tokens. */
  public BootstrapConfig withSecurity(BootstrapSecurity other) {
    return new BootstrapConfig(listen, snapshotFile, limits, rules, other, connections, http2);
  }

  /** The same with other limits of connections. */
  public BootstrapConfig withConnections(ConnectionLimits other) {
    return new BootstrapConfig(listen, snapshotFile, limits, rules, security, other, http2);
  }

  /** The same with other limits of what a connection may do. */
  public BootstrapConfig withHttp2(Http2Limits other) {
    return new BootstrapConfig(listen, snapshotFile, limits, rules, security, connections, other);
  }

  /**
   * The same for the open internet: no private addresses are advertised, and one address adds at
   * most 10 peers a minute.
   */
  public BootstrapConfig forThePublic() {
    return new BootstrapConfig(
        listen,
        snapshotFile,
        limits.withCaps(limits.maxEntries(), limits.maxPerBlock(), PUBLIC_NEW_IDENTITIES),
        new AddressRules(true, rules.allowed()),
        security,
        connections,
        http2);
  }

  /** The same with blocks that no rule about addresses applies to, beside loopback. */
  public BootstrapConfig withExempt(List<AddressBlock> blocks) {
    return new BootstrapConfig(
        listen,
        snapshotFile,
        limits.withExempt(blocks),
        new AddressRules(rules.publicOnly(), blocks),
        security,
        connections.withTrusted(blocks),
        http2);
  }
}
