package io.skein.peer.cli;

import io.skein.bootstrap.connections.Http2Limits;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** What a port lets one connection do; set by picocli once, then only read. */
public final class Http2Options {
  @Option(
      names = "--max-metadata",
      paramLabel = "SIZE",
      description =
          "Metadata of a call, 4KiB to 1MiB; from half of it on it may be refused (default:"
              + " ${DEFAULT-VALUE}).")
  private ByteSize metadata = new ByteSize(Http2Limits.DEFAULTS.metadataBytes());

  @Option(
      names = "--max-resets",
      paramLabel = "COUNT",
      description = "RST_STREAM frames of a connection in 10 s (default: ${DEFAULT-VALUE}).")
  private int resets = Http2Limits.DEFAULTS.resets();

  @Option(
      names = "--handshake-timeout",
      paramLabel = "DURATION",
      description = "For a handshake of TLS or HTTP/2, at least 1s (default: 5s).")
  private Duration handshake = Http2Limits.DEFAULTS.handshake();

  @Option(
      names = "--idle-timeout",
      paramLabel = "DURATION",
      description = "A connection without calls is closed after it, at least 1s (default: 60s).")
  private Duration idle = Http2Limits.DEFAULTS.idle();

  /** The limits of a port; only if there are no {@link #addProblems}. */
  public Http2Limits limits() {
    return new Http2Limits(Math.toIntExact(metadata.bytes()), resets, handshake, idle);
  }

  /** Adds what does not fit, one sentence each. */
  void addProblems(List<String> problems) {
    if (metadata.bytes() < Http2Limits.LEAST_METADATA
        || metadata.bytes() > Http2Limits.MOST_METADATA) {
      problems.add("--max-metadata " + metadata + ": expected 4KiB to 1MiB");
    }
    LimitOptions.atLeastOne("--max-resets", resets, problems);
    LimitOptions.atLeast("--handshake-timeout", handshake, Http2Limits.LEAST_TIME, problems);
    LimitOptions.atLeast("--idle-timeout", idle, Http2Limits.LEAST_TIME, problems);
  }
}
