package io.skein.peer.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command has around it; immutable, the streams are used by one thread at a time.
 *
 * @param in standard input, read as bytes
 * @param out standard output: results only; buffered, so whoever writes flushes
 * @param err standard error: everything that is said to people
 * @param environment the environment variables
 * @param clock the wall clock
 * @param signals tell that the command shall end
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintWriter err,
    Map<String, String> environment,
    InstantSource clock,
    Signals signals) {
  private static final int BUFFER_BYTES = 64 * 1024;

  Terminal {
    environment = Map.copyOf(environment);
  }

  /** That of this process. */
  static Terminal ofProcess() {
    var raw = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    return new Terminal(
        System.in,
        new PrintStream(raw, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Clock.systemUTC(),
        new ProcessSignals());
  }

  /** Says one line to the person at the terminal. */
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
