package io.skein.peer.cli;

import io.skein.peer.log.LogLimits;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a peer is told when it starts; set by picocli once, then only read. */
public final class PeerOptions {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where other peers reach this one (default: ${DEFAULT-VALUE}).")
  private ListenAddress listen = ListenAddress.parse("0.0.0.0:7401");

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "Address that others are told to dial, if it is another than --listen; repeatable, at most 8.")
  private List<HostPort> advertise = List.of();

  @Option(
      names = "--app",
      paramLabel = "HOST:PORT|unix:PATH",
      description = "Where apps on this machine reach the peer (default: ${DEFAULT-VALUE}).")
  private AppAddress app = AppAddress.parse("127.0.0.1:7402");

  @Mixin private AccessOptions access = new AccessOptions();

  @Mixin private HttpOptions http = new HttpOptions("127.0.0.1:7403");

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT[#PIN]",
      split = ",",
      description =
          "Bootstrap server, which knows other peers, with the pin that it prints at its start;"
              + " repeatable. Without a pin --bootstrap-ca has to vouch for it, unless it is on"
              + " loopback.")
  private List<SeedAddress> bootstrap = List.of();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the peer keeps its identity and what it knows of others (default: ~/.skein).")
  private Path dataDir = HomePaths.home(".skein");

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description =
          "Network to join; peers of other networks are refused (default: ${DEFAULT-VALUE}).")
  private String network = "default";

  @Option(
      names = "--insecure",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description =
          "Neither encrypt links and talks with bootstrap servers nor have anybody prove who it is."
              + " For trials only; all peers and servers alike.")
  private boolean insecure;

  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--dev",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Run a bootstrap server inside, so that one command makes a network.")
  private boolean dev;

  @Option(
      names = "--log-size",
      paramLabel = "SIZE",
      description =
          "Recent messages kept for replay and repair, at most (default: ${DEFAULT-VALUE}).")
  private ByteSize logSize = ByteSize.mebibytes(64);

  @Option(
      names = "--log-age",
      paramLabel = "DURATION",
      description = "How long they are kept at most (default: 5m).")
  private Duration logAge = Duration.ofMinutes(5);

  @Option(
      names = "--max-message",
      paramLabel = "SIZE",
      description =
          "Largest payload that apps may publish here; at most a quarter of --log-size (default:"
              + " 1MiB, or a quarter of a smaller log).")
  private @Nullable ByteSize maxMessage;

  @Option(
      names = "--compress",
      paramLabel = "PATTERN",
      split = ",",
      description =
          "Types to compress of what apps publish here, for instance 'log.>'; repeatable. Batches"
              + " are compressed with zstd where that saves a tenth, and while all known peers can"
              + " expand them (default: none).")
  private List<Pattern> compress = List.of();

  @Option(
      names = "--compress-above",
      paramLabel = "SIZE",
      description = "Smaller batches are not compressed (default: ${DEFAULT-VALUE}).")
  private ByteSize compressAbove = new ByteSize(1 << 10);

  @Mixin private PeerSecurityOptions security = new PeerSecurityOptions();
  @Mixin private LimitOptions limits = new LimitOptions();

  /** What others may take of it. */
  public LimitOptions limits() {
    return limits;
  }

  @Mixin private GuardOptions guard = new GuardOptions();

  /** How to guard against other peers. */
  public GuardOptions guard() {
    return guard;
  }

  /** Where to listen for other peers; port 0 means any. */
  public HostPort listen() {
    return listen.address();
  }

  /**
   * Addresses that others are told to dial, at most 8; empty means: derive them from {@link
   * #listen()}.
   */
  public List<HostPort> advertise() {
    return List.copyOf(advertise);
  }

  /** Where to serve apps; a TCP port 0 means any. */
  public AppAddress app() {
    return app;
  }

  /** Who may use {@link #app()}. */
  public AccessOptions access() {
    return access;
  }

  /** Where to answer HTTP. */
  public HttpOptions http() {
    return http;
  }

  /** Bootstrap servers. */
  public List<SeedAddress> bootstrap() {
    return List.copyOf(bootstrap);
  }

  /** The directory that the peer owns; may not exist yet. */
  public Path dataDir() {
    return dataDir;
  }

  /** Name of the network: 1 to 64 characters of A-Z a-z 0-9 . _ - */
  public String network() {
    return network;
  }

  /** Whether links are plain and ids only claimed. */
  public boolean insecure() {
    return insecure;
  }

  /** Whose word counts in the network. */
  public Trust trust() {
    return trust.trust();
  }

  /** Whether to run a bootstrap server inside. */
  public boolean dev() {
    return dev;
  }

  /** Most bytes that the log keeps. */
  public long logBytes() {
    return logSize.bytes();
  }

  /** Longest time that the log keeps a message. */
  public Duration logAge() {
    return logAge;
  }

  /** Bytes of the largest payload, if it was said. */
  public Optional<Long> maxMessage() {
    return Optional.ofNullable(maxMessage).map(ByteSize::bytes);
  }

  /** Types to compress; empty means none. */
  public List<Pattern> compress() {
    return List.copyOf(compress);
  }

  /** Bytes of the smallest batch that is compressed. */
  public long compressAbove() {
    return compressAbove.bytes();
  }

  /** Whom it trusts. */
  public PeerSecurityOptions security() {
    return security;
  }

  /** What does not fit together, one sentence each. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    if (!network.matches("[A-Za-z0-9._-]{1,64}")) {
      problems.add("--network: expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (advertise.size() > 8) {
      problems.add("--advertise: at most 8 addresses are passed on, leave some out");
    }
    problems.addAll(limits.problems());
    long largest = LogLimits.largestPayload(logBytes());
    if (maxMessage().filter(most -> most < 1 || most > largest).isPresent()) {
      problems.add(
          "--max-message: expected 1 to %d bytes, a quarter of --log-size (at most 256MiB)"
              .formatted(largest));
    }
    guard.addProblems(advertise, problems);
    if (logBytes() < LogLimits.LEAST_BYTES) {
      problems.add("--log-size: expected 64KiB or more");
    }
    PeerAddresses.of(this).addProblems(problems);
    security.addProblems(insecure, problems);
    problems.addAll(access.problems());
    return problems;
  }
}
