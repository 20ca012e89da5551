package io.skein.peer.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * How a child process of a benchmark hears and answers: lines of a keyword and its arguments.
 * Answers may come from any thread.
 */
public final class Orders {
  private final InputStream in;
  private final PrintWriter out;

  /** Hears from {@code in}, answers on {@code out}. */
  public Orders(InputStream in, PrintWriter out) {
    this.in = in;
    this.out = out;
  }

  /** Hands on each order until the parent closes the pipe or ends. */
  public void forEach(BiConsumer<String, String> action) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int space = line.indexOf(' ');
      if (space < 0) {
        action.accept(line, "");
      } else {
        action.accept(line.substring(0, space), line.substring(space + 1));
      }
    }
  }

  /** Answers with a line. */
  public synchronized void answer(String line) {
    out.println(line);
    out.flush();
  }
}
