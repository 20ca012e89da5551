package io.skein.tests.process;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs to their end; immutable.
 *
 * @param directory where they run
 * @param environment added to this process's
 */
public record Shell(Path directory, Map<String, String> environment) {
  private static final long PATIENCE_SECONDS = 120;

  public Shell {
    environment = Map.copyOf(environment);
  }

  /** In this directory, with the environment of this process. */
  public static Shell in(Path directory) {
    return new Shell(directory, Map.of());
  }

  /**
   * Runs a program, and fails unless it succeeds within two minutes.
   *
   * @return its standard output
   * @throws InterruptedIOException if the thread is interrupted; the program is ended
   */
  public String run(String... command) throws IOException {
    // Files, not pipes: reading a pipe can be neither interrupted nor bounded in time.
    Path out = Files.createTempFile("skein-", ".out");
    Path err = Files.createTempFile("skein-", ".err");
    try {
      int status = run(command, out, err);
      if (status != 0) {
        fail(
            "%s ended with %d:\n%s%s",
            String.join(" ", command), status, Files.readString(err), Files.readString(out));
      }
      return Files.readString(out);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private int run(String[] command, Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        fail("%s runs for more than %d s", String.join(" ", command), PATIENCE_SECONDS);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException(String.join(" ", command)).initCause(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
