package io.skein.tests.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.tests.process.Repository;
import io.skein.tests.process.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DockerIT {
  private static final String BASE = "ARG BASE=";

  @BeforeEach
  void findDocker() {
    Requires.programs("dockerd", "docker", "docker-compose", "ip", "nsenter", "iptables", "ldd");
    Requires.that(Files.isExecutable(BaseImage.BUSYBOX), "needs busybox-static");
    Path jlink = Repository.jdkProgram("jlink");
    Requires.that(Files.isExecutable(jlink), "needs a JDK with " + jlink);
    Requires.that(Files.isWritable(Path.of("/run")), "needs root, for a Docker daemon of its own");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void appsInContainersTalkAndADeadPeerStopsNobody(@TempDir Path directory) throws Exception {
    try (DockerDaemon daemon = DockerDaemon.start(directory)) {
      BaseImage.importAs(baseOfImages(), daemon, directory);
      try (ComposeNetwork network = ComposeNetwork.start(daemon)) {
        network.awaitHealthy("bootstrap", "peer-1", "peer-2", "peer-3");
        // Published beside peer 1, printed beside peer 2.
        network.awaitTick(2);
        network.kill("peer-3");
        network.awaitTick(network.lastTick() + 3);
        network.awaitHealthy("bootstrap", "peer-1", "peer-2");
      }
    }
  }

  /** The name that the stand-in has to take: one for all images. */
  private static String baseOfImages() throws IOException {
    String base = baseOf("peer");
    assertThat(baseOf("bootstrap-server")).isEqualTo(base);
    return base;
  }

  private static String baseOf(String image) throws IOException {
    return Files.readAllLines(Repository.path("docker/" + image + "/Dockerfile")).stream()
        .filter(line -> line.startsWith(BASE))
        .map(line -> line.substring(BASE.length()))
        .findFirst()
        .orElseThrow();
  }
}
