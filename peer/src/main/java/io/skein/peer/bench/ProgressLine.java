package io.skein.peer.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Shows on standard error how many messages have arrived: one line that changes on a terminal, a
 * line every five seconds elsewhere. Runs on a thread of its own.
 */
final class ProgressLine implements AutoCloseable {
  private static final long TERMINAL_MILLIS = 200;
  private static final long FILE_MILLIS = 5_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier arrived;
  private final Thread thread;

  ProgressLine(PrintWriter err, LongSupplier arrived) {
    this.err = err;
    terminal = standardErrorIsTerminal();
    this.arrived = arrived;
    thread = Thread.ofPlatform().daemon().name("skein-progress").unstarted(this::show);
  }

  /** Shows it from now on. */
  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private void show() {
    try {
      while (true) {
        Thread.sleep(terminal ? TERMINAL_MILLIS : FILE_MILLIS);
        String text = Digits.grouped(arrived.getAsLong()) + " messages at every peer";
        err.print(terminal ? "\r" + text : text + "\n");
        err.flush();
      }
    } catch (InterruptedException e) {
      // That is how it ends.
    }
  }

  /** Java knows only of all three streams together. */
  private static boolean standardErrorIsTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
