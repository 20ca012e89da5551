package io.skein.peer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shows how far a long command is: one line that changes, on standard error and only if that is a
 * terminal. Thread-safe.
 */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 40;

  private final PrintWriter err;
  private final boolean shown;
  private int percent = -1;

  ProgressBar(PrintWriter err) {
    this.err = err;
    shown = standardErrorIsTerminal();
  }

  /**
   * Shows a state.
   *
   * @param fraction 0 to 1
   * @param words what is at hand
   */
  synchronized void show(double fraction, String words) {
    int now = (int) (100 * Math.clamp(fraction, 0, 1));
    if (shown && now != percent) {
      percent = now;
      int full = WIDTH * now / 100;
      String bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      err.print("\r\u001b[K" + bar + " " + now + " % " + words);
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (shown && percent >= 0) {
      err.print("\r\u001b[K");
      err.flush();
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
