package io.skein.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.tests.process.AppProcess;
import io.skein.tests.process.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of docs/embedding.md, with nothing but what Maven gives to who depends on the peer.
 */
final class EmbeddedPeerIT {
  /** What the command line needs, and a program that hosts a peer does not. */
  private static final List<String> OPTIONAL =
      List.of(
          "picocli",
          "snakeyaml-engine",
          "logback",
          "jul-to-slf4j",
          "HdrHistogram",
          "prometheus-metrics");

  /** What this module's own tests bring. */
  private static final List<String> TESTING =
      List.of("junit", "assertj", "surefire", "opentest4j", "byte-buddy", "apiguardian");

  @TempDir Path directory;

  @Test
  void twoProgramsGreetEachOtherWithoutTheLibrariesOfTheCommandLine() throws Exception {
    assertThat(classPath())
        .noneMatch(part -> OPTIONAL.stream().anyMatch(part.getFileName().toString()::startsWith));
    try (AppProcess first = greeter("ann")) {
      first.awaitLines(1);
      String bootstrap = first.lines().getFirst().substring("bootstrap ".length());
      try (AppProcess second = greeter("bob", bootstrap)) {
        second.awaitLines(1);
        first.awaitLines(2);

        assertThat(first.lines().getLast()).isEqualTo("hello, says bob");
        assertThat(second.lines()).containsExactly("hello, says ann");
      }
    }
  }

  @Test
  void pageShowsThisProgram() throws IOException {
    String source =
        Files.readString(
            Repository.path("tests/src/test/java/io/skein/tests/embedded/Greeter.java"));
    String main = source.substring(source.indexOf("  public static void main"));

    assertThat(Files.readString(Repository.path("docs/embedding.md")))
        .contains(main.substring(0, main.lastIndexOf('}')).stripTrailing().stripIndent());
  }

  private AppProcess greeter(String name, String... bootstrap) throws IOException {
    Stream<String> command =
        Stream.of(
            Repository.jdkProgram("java").toString(),
            "-cp",
            classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            "io.skein.tests.embedded.Greeter",
            directory.resolve(name).toString(),
            name);
    return AppProcess.start(name, Stream.concat(command, Stream.of(bootstrap)).toList(), directory);
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(part -> TESTING.stream().noneMatch(part.getFileName().toString()::contains))
        .toList();
  }
}
