package io.skein.peer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder;

  @Test
  void folderInUseByThisProcessNamesItsPid() throws IOException {
    try (var held = DataDirectory.open(folder)) {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThatThrownBy(() -> DataDirectory.open(folder))
            .hasMessageContaining(held.path().toString())
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void folderInUseByAnotherProcessNamesItsPidUntilItIsKilled() throws Exception {
    Process holder = holder();
    try (BufferedReader out = holder.inputReader()) {
      assertThat(out.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> DataDirectory.open(folder))
          .hasMessageContaining("process " + holder.pid());

      holder.destroyForcibly();
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
      try (var mine = DataDirectory.open(folder)) {
        assertThat(mine.path()).isEqualTo(folder);
      }
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void failedAttemptOfThisProcessDoesNotFreeTheLock() throws Exception {
    try (var held = DataDirectory.open(folder)) {
      assertThatThrownBy(() -> DataDirectory.open(folder)).isInstanceOf(IOException.class);
      Process other = holder();
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).isNotZero();
      assertThat(held.path()).isDirectory();
    }
  }

  @Test
  void closingTwiceFreesTheFolderOnce() throws IOException {
    DataDirectory first = DataDirectory.open(folder);
    first.close();
    try (var second = DataDirectory.open(folder)) {
      first.close();
      assertThatThrownBy(() -> DataDirectory.open(folder)).hasMessageContaining("in use");
      assertThat(second.path()).isEqualTo(folder);
    }
  }

  @Test
  void pathThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.open(file)).hasMessageContaining("--data-dir");
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Another process that holds the folder until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (var held = DataDirectory.open(Path.of(args[0]))) {
        try (var out = new FileOutputStream(FileDescriptor.out)) {
          out.write("held\n".getBytes(StandardCharsets.US_ASCII));
        }
        // Ends with the parent at the latest.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        assertThat(held.path()).isNotNull();
      }
    }
  }
}
