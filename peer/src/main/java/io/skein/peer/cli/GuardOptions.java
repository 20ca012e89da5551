package io.skein.peer.cli;

import io.skein.peer.membership.AddressRules;
import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.model.Trust;
import io.skein.wire.HostPort;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a peer guards itself against others; set by picocli once, then only read. */
public final class GuardOptions {
  @Option(
      names = "--public",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description =
          "The network is the open internet: private and loopback addresses of peers are neither"
              + " dialled nor passed on, and --origin-rate is 16MiB unless told.")
  private boolean open;

  @Option(
      names = "--origin-rate",
      paramLabel = "SIZE",
      description =
          "Bytes a second that are taken and relayed of what one peer publishes (default: no limit;"
              + " 16MiB with --public or --trust origins).")
  private @Nullable ByteSize originRate;

  @Option(
      names = "--ban-threshold",
      paramLabel = "POINTS",
      description = "Penalty that bans a neighbour (default: ${DEFAULT-VALUE}).")
  private int threshold = ConductConfig.DEFAULT.threshold();

  @Option(
      names = "--ban-half-life",
      paramLabel = "DURATION",
      description = "Time in which a penalty fades to its half (default: 10m).")
  private Duration halfLife = ConductConfig.DEFAULT.halfLife();

  @Option(
      names = "--ban-first",
      paramLabel = "DURATION",
      description = "How long a first ban lasts; each further one is twice as long (default: 10m).")
  private Duration firstBan = ConductConfig.DEFAULT.firstBan();

  @Option(
      names = "--ban-longest",
      paramLabel = "DURATION",
      description =
          "The most that doubling makes of it; a peer without a ban for so long is new again"
              + " (default: 1d).")
  private Duration longestBan = ConductConfig.DEFAULT.longestBan();

  @Option(
      names = "--control-frames",
      paramLabel = "COUNT",
      description =
          "Control frames a second that one neighbour may send; ten times as many at once"
              + " (default: ${DEFAULT-VALUE}).")
  private int controlFrames = ConductConfig.DEFAULT.controlFrames();

  @Option(
      names = "--control-bytes",
      paramLabel = "SIZE",
      description =
          "Bytes of them a second; four times as many at once (default: ${DEFAULT-VALUE}).")
  private ByteSize controlBytes = new ByteSize(ConductConfig.DEFAULT.controlBytes());

  /** Whether the network is the open internet. */
  public boolean open() {
    return open;
  }

  /**
   * What the peer puts up with; only if there are no {@link #addProblems}.
   *
   * @param trust with origins, anybody may be one
   */
  public ConductConfig conduct(Trust trust) {
    boolean strangers = open || trust == Trust.ORIGINS;
    long usual = strangers ? ConductConfig.OPEN_RATE : ConductConfig.UNLIMITED;
    return new ConductConfig(
        threshold,
        halfLife,
        firstBan,
        longestBan,
        controlFrames,
        controlBytes.bytes(),
        originRate == null ? usual : originRate.bytes());
  }

  /**
   * Adds what does not fit together, one sentence each.
   *
   * @param advertised addresses that others are told to dial
   */
  void addProblems(List<HostPort> advertised, List<String> problems) {
    if (threshold < 1) {
      problems.add("--ban-threshold: expected 1 at least");
    }
    if (controlFrames < 1) {
      problems.add("--control-frames: expected 1 at least");
    }
    if (longestBan.compareTo(firstBan) < 0) {
      problems.add("--ban-longest is shorter than --ban-first: make one of them fit");
    }
    AddressRules rules = new AddressRules(open);
    for (HostPort address : advertised) {
      rules
          .whyNot(address.toString())
          .ifPresent(why -> problems.add("--advertise " + why + ": name what others reach"));
    }
  }
}
