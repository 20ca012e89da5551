package io.skein.peer.bench.network;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A child process and its log; thread-safe. */
public final class Child implements AutoCloseable {
  private static final int TAIL_BYTES = 4_096;
  private static final long PATIENCE_SECONDS = 15;

  private final String name;
  private final Process process;
  private final Path log;

  Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Its name among its siblings. */
  public String name() {
    return name;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Where its error output, and unless piped its output, goes. */
  public Path log() {
    return log;
  }

  /** Its standard input. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** Its standard output; empty unless started with a pipe. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** CPU time of user and system so far; zero once it has ended. Counted in steps of 10 ms. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Waits at most {@code patience} for it to end.
   *
   * @return whether it has ended
   */
  @CanIgnoreReturnValue
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What it has ended with; above 128 if a signal ended it.
   *
   * @throws IllegalThreadStateException if it runs
   */
  public int exitStatus() {
    return process.exitValue();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines of its log, for people. */
  public String tail() {
    try (FileChannel file = FileChannel.open(log)) {
      file.position(Math.max(0, file.size() - TAIL_BYTES));
      byte[] tail = Channels.newInputStream(file).readAllBytes();
      return new String(tail, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Kills it at once, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end; does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Asks it to end, and kills it after 15 seconds. */
  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
