package io.skein.peer;

import io.skein.peer.access.AccessConfig;
import io.skein.peer.access.AppReach;
import io.skein.peer.access.AppTlsFiles;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.core.CoreConfig;
import io.skein.peer.identity.Identity;
import io.skein.peer.identity.OriginProofs;
import io.skein.peer.log.LogLimits;
import io.skein.peer.log.Slabs;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.model.Pattern;
import io.skein.peer.model.Trust;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a peer is told when it starts; made by a {@link #builder()}, of which only {@link
 * Builder#dataDir} is a must.
 *
 * @param listen where other peers reach it; port 0 means any
 * @param advertise what others are told to dial, at most 8; empty means: found out from {@code
 *     listen}
 * @param app where apps of other processes reach it, {@code HOST:PORT} (port 0 means any) or {@code
 *     unix:PATH}; empty: nowhere
 * @param bootstrap bootstrap servers
 * @param bootstrapServer where to run a bootstrap server of its own, port 0 means any; empty:
 *     nowhere
 * @param dataDir directory that the peer owns
 * @param network name of the network, 1 to 64 characters of A-Z a-z 0-9 . _ -
 * @param insecure neither encrypt links nor prove ids
 * @param security whom it trusts
 * @param trust whose word counts in the network; all its peers need the same
 * @param log bounds of the log
 * @param compression which batches it compresses, if it can
 * @param access who may use the app API
 * @param limits what others may take of it
 * @param guard how it guards itself against others
 * @param version version of the program, for people
 */
public record PeerConfig(
    HostPort listen,
    List<HostPort> advertise,
    Optional<String> app,
    List<SeedAddress> bootstrap,
    Optional<HostPort> bootstrapServer,
    Path dataDir,
    String network,
    boolean insecure,
    SecurityConfig security,
    Trust trust,
    LogLimits log,
    CompressionConfig compression,
    AccessConfig access,
    PeerLimits limits,
    GuardConfig guard,
    String version) {
  private static final java.util.regex.Pattern NETWORK =
      java.util.regex.Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MAX_ADVERTISED = 8;

  public PeerConfig {
    advertise = List.copyOf(advertise);
    bootstrap = List.copyOf(bootstrap);
    if (!NETWORK.matcher(network).matches()) {
      throw new IllegalArgumentException(
          "network is '" + network + "', expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (advertise.size() > MAX_ADVERTISED) {
      throw new IllegalArgumentException(
          "advertise has %d addresses, expected at most %d"
              .formatted(advertise.size(), MAX_ADVERTISED));
    }
    if (app.isPresent() && AppReach.isRemote(app.get()) && !access.authenticates()) {
      throw new IllegalArgumentException(
          "app is %s, which other machines reach, and apps are not asked who they are: use 127.0.0.1 or unix:PATH, or give tokens or a CA of certificates"
              .formatted(app.get()));
    }
  }

  /**
   * A configuration with defaults: any port on all addresses, network {@code default}, links with
   * TLS, a log of 64 MiB or 5 minutes, no bootstrap server, and nothing open for apps of other
   * processes.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** What the protocol of a peer is made with. */
  CoreConfig core(Identity identity, long bootNonce) {
    MeshConfig mesh =
        new MeshConfig(
            identity.id(),
            identity.epoch(),
            network,
            bootNonce,
            trust,
            guard.conduct(),
            limits.links());
    return new CoreConfig(
        mesh,
        log,
        new Slabs(),
        false,
        OriginProofs.of(trust, identity.key(), network),
        compression,
        limits.core());
  }

  /** The same with one more bootstrap server. */
  PeerConfig withBootstrap(SeedAddress server) {
    List<SeedAddress> more = new ArrayList<>(bootstrap);
    more.add(server);
    return new PeerConfig(
        listen,
        advertise,
        app,
        more,
        bootstrapServer,
        dataDir,
        network,
        insecure,
        security,
        trust,
        log,
        compression,
        access,
        limits,
        guard,
        version);
  }

  /**
   * Not thread-safe. Collects a configuration. Addresses are {@code HOST:PORT}; a wrong one is an
   * {@link IllegalArgumentException} at once, which says what was expected.
   */
  public static final class Builder {
    private HostPort listen = HostPort.parseListen("0.0.0.0:0");
    private final List<HostPort> advertise = new ArrayList<>();
    private final List<SeedAddress> bootstrap = new ArrayList<>();
    private Optional<String> app = Optional.empty();
    private Optional<Path> appTokens = Optional.empty();
    private Optional<AppTlsFiles> appTls = Optional.empty();
    private Optional<HostPort> bootstrapServer = Optional.empty();
    private @Nullable Path dataDir;
    private String network = "default";
    private boolean insecure;
    private SecurityConfig security = SecurityConfig.NONE;
    private Trust trust = Trust.LINKS;
    private LogLimits log = LogLimits.DEFAULT;
    private Optional<Long> maxMessage = Optional.empty();
    private @Nullable GuardConfig guard;
    private final List<Pattern> compress = new ArrayList<>();
    private PeerLimits limits = PeerLimits.DEFAULTS;
    private long compressAbove = CompressionConfig.LEAST_BYTES;

    private Builder() {}

    /**
     * A must: the directory that the peer owns, for its identity and what it knows of others; made
     * if it is not there. Two running peers must not share one.
     */
    public Builder dataDir(Path directory) {
      dataDir = directory;
      return this;
    }

    /** Where other peers reach this one; port 0 means any. */
    public Builder listen(String address) {
      listen = HostPort.parseListen(address);
      return this;
    }

    /** An address that others are told to dial, if it is another than they see; at most 8. */
    public Builder advertise(String address) {
      advertise.add(HostPort.parse(address));
      return this;
    }

    /**
     * A bootstrap server, {@code HOST:PORT#PIN}, which knows other peers; call it for each. The pin
     * is what the server prints at its start; without it a CA has to vouch for the server, unless
     * it is on loopback.
     */
    public Builder bootstrap(String address) {
      bootstrap.add(SeedAddress.parse(address));
      return this;
    }

    /**
     * Runs a bootstrap server inside, so that one program makes a network: for development. Port 0
     * means any; {@link Peer#bootstrapServer()} tells which.
     */
    public Builder bootstrapServer(String address) {
      bootstrapServer = Optional.of(HostPort.parseListen(address));
      return this;
    }

    /**
     * Opens the gRPC API for apps of other processes: {@code HOST:PORT}, or {@code unix:PATH} on
     * Linux. Whoever reaches it may publish and read everything, unless {@link #appTokens} are
     * asked for: they are a must where other machines reach it.
     */
    public Builder app(String address) {
      app = Optional.of(address);
      return this;
    }

    /**
     * File with the tokens of the apps that may use that API, as {@code docs/operations.md}
     * describes it; only its owner may be able to read it.
     */
    public Builder appTokens(Path file) {
      appTokens = Optional.of(file);
      return this;
    }

    /**
     * TLS for that API: a PEM file with the certificate and its chain, and one with its key without
     * a password, which only its owner may be able to read.
     */
    public Builder appTls(Path certificate, Path key) {
      appTls = Optional.of(new AppTlsFiles(certificate, key, Optional.empty()));
      return this;
    }

    private AccessConfig access() {
      return new AccessConfig(appTokens, appTls, Optional.empty(), AccessConfig.SUBSCRIPTIONS);
    }

    /** Name of the network; peers of others are refused. */
    public Builder network(String name) {
      network = name;
      return this;
    }

    /** Neither encrypts links nor has peers prove who they are. For trials only. */
    public Builder insecure(boolean plain) {
      insecure = plain;
      return this;
    }

    /** Whom it trusts; everybody, unless told. */
    public Builder security(SecurityConfig whom) {
      security = whom;
      return this;
    }

    /**
     * Whose word counts for what a message says: {@link Trust#LINKS} unless told. With {@link
     * Trust#ORIGINS} each batch is signed by the peer that published it, and checked by all others;
     * all peers of a network need the same. Of each origin 16 MiB a second are taken then, unless
     * {@link #guard} says otherwise.
     */
    public Builder trust(Trust whose) {
      trust = whose;
      return this;
    }

    /** Recent messages kept for replay and repair, in bytes of memory; at least 64 KiB. */
    public Builder logBytes(long most) {
      log = new LogLimits(most, log.maxAge(), log.maxWaitingBytes(), log.origins());
      return this;
    }

    /**
     * Largest payload that may be published here, in bytes; at most a quarter of {@link #logBytes}.
     * 1 MiB unless told, or a quarter of a smaller log.
     */
    public Builder maxMessage(long most) {
      maxMessage = Optional.of(most);
      return this;
    }

    /** How long they are kept at most. */
    public Builder logAge(Duration most) {
      log = new LogLimits(log.maxBytes(), most, log.maxWaitingBytes(), log.origins());
      return this;
    }

    /**
     * Compresses what is published of matching types with zstd, as far as all peers of the network
     * can expand it; call it for each pattern. Needs the library zstd-jni on the class path.
     *
     * @param pattern a type, {@code *} for one token, a final {@code >} for one or more
     */
    public Builder compress(String pattern) {
      compress.add(Pattern.parse(pattern));
      return this;
    }

    /** How it guards itself against others. */
    public Builder guard(GuardConfig against) {
      guard = against;
      return this;
    }

    /** Leaves batches of fewer bytes as they are; at least 1, 1 KiB unless told. */
    public Builder compressAbove(long bytes) {
      compressAbove = bytes;
      return this;
    }

    /** What others may take of it. */
    public Builder limits(PeerLimits most) {
      limits = most;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    public PeerConfig build() {
      if (dataDir == null) {
        throw new IllegalArgumentException(
            "dataDir is missing: name a directory for the identity of the peer");
      }
      return new PeerConfig(
          listen,
          advertise,
          app,
          bootstrap,
          bootstrapServer,
          dataDir,
          network,
          insecure,
          security,
          trust,
          maxMessage.map(log::withMaxPayload).orElse(log),
          CompressionConfig.zstd(compress, compressAbove),
          access(),
          limits,
          guard == null ? GuardConfig.of(trust) : guard,
          Version.text());
    }
  }
}
