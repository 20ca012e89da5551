package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jazzer's search for new branches in the decoders, begun with what they take. */
final class JazzerTest {
  private static final int PATIENCE_MINUTES = 30;

  @TempDir private Path folder;

  @Test
  void noInputThatJazzerFindsIsMoreThanADecoderCanTake() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process jazzer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--instrumentation_includes=io.skein.peer.**",
                "--custom_hook_includes=io.skein.peer.**",
                "-runs=" + Integer.getInteger("skein.jazzer.runs", 5_000),
                "-seed=20261121",
                corpus().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(jazzer.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      jazzer.destroyForcibly();
    }
    assertThat(jazzer.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).contains("DONE");
  }

  private Path corpus() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    List<DecoderCase> decoders = DecoderCase.all();
    for (int i = 0; i < decoders.size(); i++) {
      List<byte[]> good = decoders.get(i).good();
      for (int j = 0; j < good.size(); j++) {
        byte[] seed = Mangled.join(new byte[] {(byte) i}, good.get(j));
        Files.write(corpus.resolve(i + "-" + j), seed);
      }
    }
    return corpus;
  }
}
