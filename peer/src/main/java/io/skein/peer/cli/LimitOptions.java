package io.skein.peer.cli;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.registry.AddressBlock;
import io.skein.peer.core.CoreLimits;
import io.skein.peer.grpc.PortLimits;
import io.skein.peer.log.LogLimits;
import io.skein.peer.log.OriginLimits;
import io.skein.peer.mesh.LinkLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a peer lets others take of it; set by picocli once, then only read. */
public final class LimitOptions {
  @Mixin private PortOptions connections = new PortOptions();

  @Option(
      names = "--trusted-network",
      paramLabel = "CIDR",
      split = ",",
      description =
          "Network whose addresses are not counted, for instance 10.0.0.0/8; repeatable. Loopback"
              + " never is.")
  private List<AddressBlock> trusted = List.of();

  @Option(
      names = "--overlay-streams",
      paramLabel = "COUNT",
      description = "Calls at once of one connection of another peer (default: ${DEFAULT-VALUE}).")
  private int overlayStreams = PortLimits.DEFAULTS.overlayStreams();

  @Option(
      names = "--app-streams",
      paramLabel = "COUNT",
      description =
          "Calls at once of one connection of an app; more wait in the app (default:"
              + " ${DEFAULT-VALUE}).")
  private int appStreams = PortLimits.DEFAULTS.appStreams();

  @Mixin private Http2Options http2 = new Http2Options();

  @Option(
      names = "--max-dialled",
      paramLabel = "COUNT",
      description = "Connections that this peer opens to others (default: ${DEFAULT-VALUE}).")
  private int dialled = 32;

  @Option(
      names = "--max-origins",
      paramLabel = "COUNT",
      description =
          "Publishing peers whose sequences are tracked, at least 2; the one that published longest"
              + " ago is forgotten first (default: ${DEFAULT-VALUE}).")
  private int origins = OriginLimits.DEFAULT.origins();

  @Option(
      names = "--max-early-size",
      paramLabel = "SIZE",
      description =
          "Batches of all origins that wait for earlier ones (default: ${DEFAULT-VALUE}).")
  private ByteSize early = new ByteSize(OriginLimits.DEFAULT.waitingBytes());

  @Option(
      names = "--max-early-size-per-origin",
      paramLabel = "SIZE",
      description = "Those of one origin, or one larger batch (default: ${DEFAULT-VALUE}).")
  private ByteSize earlyPerOrigin = new ByteSize(LogLimits.DEFAULT.maxWaitingBytes());

  @Option(
      names = "--max-missing-ranges",
      paramLabel = "COUNT",
      description =
          "Ranges of missing messages of all origins, at most 1,024 of them of one lane of one"
              + " (default: ${DEFAULT-VALUE}).")
  private int missingRanges = OriginLimits.DEFAULT.missingRanges();

  @Option(
      names = "--max-subscriptions",
      paramLabel = "COUNT",
      description = "Subscriptions of all apps together (default: ${DEFAULT-VALUE}).")
  private int subscriptions = CoreLimits.DEFAULTS.subscriptions();

  @Option(
      names = "--max-directory",
      paramLabel = "COUNT",
      description =
          "Peers that are known at once, at least 100; of a larger network an even sample"
              + " (default: ${DEFAULT-VALUE}).")
  private int directory = CoreLimits.DEFAULTS.directory();

  @Option(
      names = "--max-link-queue",
      paramLabel = "SIZE",
      description =
          "Batches that wait for a link, at least 512KiB; beyond it the neighbour has to ask for"
              + " them (default: ${DEFAULT-VALUE}).")
  private ByteSize linkQueue = new ByteSize(LinkLimits.DEFAULTS.queueBytes());

  @Option(
      names = "--hello-timeout",
      paramLabel = "DURATION",
      description = "For the Hello of a peer that has dialled this one, at least 1s (default: 5s).")
  private Duration hello = LinkLimits.DEFAULTS.hello();

  @Option(
      names = "--silence-timeout",
      paramLabel = "DURATION",
      description =
          "A link of which nothing was heard for so long ends, at least 4s (default: 5s).")
  private Duration silence = LinkLimits.DEFAULTS.silence();

  @Option(
      names = "--memory-soft",
      paramLabel = "PERCENT",
      description =
          "Of the heap, for buffers beside the log: above it publishers are slowed and the heaviest"
              + " link is not sent to unasked (default: ${DEFAULT-VALUE}).")
  private int memorySoft = 25;

  @Option(
      names = "--memory-hard",
      paramLabel = "PERCENT",
      description = "Above it the heaviest link is closed (default: ${DEFAULT-VALUE}).")
  private int memoryHard = 40;

  /** Percent of the heap at which publishers are slowed. */
  public int memorySoft() {
    return memorySoft;
  }

  /** Percent of the heap at which a link is closed. */
  public int memoryHard() {
    return memoryHard;
  }

  /** What is kept of all origins together. */
  public OriginLimits origins() {
    return new OriginLimits(origins, early.bytes(), missingRanges);
  }

  /** What the protocol holds. */
  public CoreLimits core() {
    return new CoreLimits(subscriptions, directory);
  }

  /** What a link holds. */
  public LinkLimits links() {
    return new LinkLimits(linkQueue.bytes(), hello, silence);
  }

  /** Bytes of batches of one origin that wait for earlier ones. */
  public long earlyPerOrigin() {
    return earlyPerOrigin.bytes();
  }

  /** Connections that others open. */
  public ConnectionLimits connections() {
    return connections.limits().withTrusted(trusted);
  }

  /** What each of them may do. */
  public PortLimits ports() {
    return new PortLimits(overlayStreams, appStreams, http2.limits());
  }

  /** Connections that this peer opens, at least 1. */
  public int dialled() {
    return dialled;
  }

  /** What does not fit, one sentence each. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    connections.addProblems(problems);
    atLeastOne("--overlay-streams", overlayStreams, problems);
    atLeastOne("--app-streams", appStreams, problems);
    http2.addProblems(problems);
    atLeastOne("--max-dialled", dialled, problems);
    atLeastOne("--max-missing-ranges", missingRanges, problems);
    atLeastOne("--max-subscriptions", subscriptions, problems);
    if (directory < CoreLimits.LEAST_DIRECTORY) {
      problems.add(
          "--max-directory %d: expected at least %d"
              .formatted(directory, CoreLimits.LEAST_DIRECTORY));
    }
    if (linkQueue.bytes() < LinkLimits.LEAST_QUEUE) {
      problems.add("--max-link-queue " + linkQueue + ": expected 512KiB or more");
    }
    atLeast("--hello-timeout", hello, LinkLimits.LEAST_HELLO, problems);
    atLeast("--silence-timeout", silence, LinkLimits.LEAST_SILENCE, problems);
    if (memorySoft < 1 || memoryHard < memorySoft || memoryHard > 100) {
      problems.add(
          "--memory-soft %d, --memory-hard %d: expected 1 to 100 percent, the second not below the first"
              .formatted(memorySoft, memoryHard));
    }
    if (origins < 2) {
      problems.add("--max-origins " + origins + ": expected at least 2");
    }
    return problems;
  }

  static void atLeast(String option, Duration value, Duration least, List<String> problems) {
    if (value.compareTo(least) < 0) {
      problems.add(
          "%s %s: expected at least %s"
              .formatted(option, Durations.format(value), Durations.format(least)));
    }
  }

  static void atLeastOne(String option, int value, List<String> problems) {
    if (value < 1) {
      problems.add(option + " " + value + ": expected at least 1");
    }
  }
}
