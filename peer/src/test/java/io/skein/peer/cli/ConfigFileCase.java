package io.skein.peer.cli;

import io.skein.peer.badinput.DecoderCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Stateless. Configuration files, for {@link DecoderCase}. */
public final class ConfigFileCase {
  private static final String GOOD =
      """
      # a comment
      data-dir: ~/peer1
      bootstrap: [a:1, "b:2"]
      advertise:
        - c:3
      insecure: true
      log-size: 8MiB
      network: &n 'it''s'
      """;

  private ConfigFileCase() {}

  /** Reads them from a file that goes with the process. */
  public static DecoderCase create() {
    Path file = file();
    Set<String> keys =
        Set.of("data-dir", "bootstrap", "advertise", "insecure", "log-size", "network");
    return new DecoderCase(
        "configuration files",
        500,
        50_000,
        List.of(GOOD.getBytes(StandardCharsets.UTF_8)),
        bytes -> {
          Files.write(file, bytes);
          return ConfigFile.read(file, keys).problems().isEmpty();
        });
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("skein", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
