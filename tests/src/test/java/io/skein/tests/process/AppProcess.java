package io.skein.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An app as a child process: fed and read by the line. Thread-safe, but for one writer. */
public final class AppProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TAIL = 5;

  private final String name;
  private final Process process;
  private final Path notices;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private AppProcess(String name, Process process, Path notices) {
    this.name = name;
    this.process = process;
    this.notices = notices;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /**
   * Starts an app.
   *
   * @param directory gets a file with its standard error
   */
  public static AppProcess start(String name, List<String> command, Path directory)
      throws IOException {
    Path notices = directory.resolve(name + ".stderr");
    Process process = new ProcessBuilder(command).redirectError(notices.toFile()).start();
    return new AppProcess(name, process, notices);
  }

  /** Writes to its standard input; waits while it does not read. */
  public void write(List<String> text) throws IOException {
    var out = process.getOutputStream();
    out.write((String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends its standard input. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits until it has printed so many lines. */
  public void awaitLines(int count) throws Exception {
    Await.until(count + " lines", PATIENCE, this::state, () -> lines().size() >= count);
  }

  /** Waits until it has said this on standard error. */
  public void awaitNotice(String text) throws Exception {
    Await.until("'" + text + "'", PATIENCE, this::state, () -> notices().contains(text));
  }

  /** Waits for its end, and expects success. */
  public void awaitSuccess() throws Exception {
    Await.until("end", PATIENCE, this::state, () -> !process.isAlive());
    reader.join();
    assertThat(process.exitValue()).as(state()).isZero();
  }

  /** What it has printed so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what " + name + " prints", e);
    }
  }

  private String notices() throws IOException {
    return Files.readString(notices);
  }

  private String state() throws IOException {
    List<String> printed = lines();
    String status = process.isAlive() ? "runs" : "has ended with " + process.exitValue();
    List<String> tail = printed.subList(Math.max(0, printed.size() - TAIL), printed.size());
    return "%s %s, printed %d lines, the last %s, and said: %s"
        .formatted(name, status, printed.size(), tail, notices());
  }
}
