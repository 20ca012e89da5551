package io.skein.peer.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What flows through a benchmark; set by picocli once, then only read. */
final class LoadOptions {
  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Bytes of each message, at least 16 (default: ${DEFAULT-VALUE}).")
  private long size = 128;

  @Option(
      names = "--request-size",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Bytes of messages that the publisher puts into one request (default: 16KiB).")
  private long requestSize = 16 << 10;

  @Option(
      names = "--window",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description =
          "How far the publisher runs ahead of the slowest subscriber, at most half a log"
              + " (default: 32MiB; fanout: 4MiB).")
  private @Nullable Long window;

  Load load(CommandLine commandLine, int subscribers, long defaultWindow) {
    try {
      long windowBytes = window == null ? defaultWindow : window;
      return new Load(
          Math.toIntExact(size), Math.toIntExact(requestSize), windowBytes, subscribers);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(commandLine, "--size or --window: " + e.getMessage(), e);
    }
  }
}
