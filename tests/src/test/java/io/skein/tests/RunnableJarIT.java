package io.skein.tests;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

final class RunnableJarIT {
  private static final String BILL_OF_MATERIALS = "META-INF/sbom/skein.cdx.json";

  @Test
  void versionIsPrintedByTheRunnableJar() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), "-jar", skeinJar(), "version")
            .redirectErrorStream(true)
            .start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("skein ")
        .doesNotContain("development");
  }

  @Test
  void billOfMaterialsNamesWhatIsInside() throws IOException {
    try (JarFile jar = new JarFile(skeinJar())) {
      assertThat(jar.getJarEntry(BILL_OF_MATERIALS))
          .describedAs("%s; Maven leaves it out of builds that are offline", BILL_OF_MATERIALS)
          .isNotNull();
      assertThat(
              new String(
                  jar.getInputStream(jar.getEntry(BILL_OF_MATERIALS)).readAllBytes(),
                  StandardCharsets.UTF_8))
          .contains("grpc-netty-shaded", "protobuf-java", "guava", "zstd-jni")
          .doesNotContain("junit");
    }
  }

  private static String skeinJar() {
    return requireNonNull(System.getProperty("skein.jar"), "skein.jar: run by Maven's failsafe");
  }
}
