package io.skein.peer.cli;

import io.skein.peer.badinput.Fuzz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileFuzzTest {
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

  @TempDir private Path folder;

  @Test
  void fileIsReadOrItsProblemsAreTold() {
    Path file = folder.resolve("skein.yaml");
    Set<String> keys =
        Set.of("data-dir", "bootstrap", "advertise", "insecure", "log-size", "network");

    Fuzz.run(
        "configuration files",
        3_000,
        List.of(GOOD.getBytes(StandardCharsets.UTF_8)),
        bytes -> {
          Files.write(file, bytes);
          return ConfigFile.read(file, keys).problems().isEmpty();
        });
  }
}
