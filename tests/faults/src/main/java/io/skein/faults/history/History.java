package io.skein.faults.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The history of a run, a file with a line for each event; thread-safe. */
public final class History implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;
  private boolean closed;

  /** An empty history in a new file. */
  public History(Path file) throws IOException {
    this.file = file;
    this.out = Files.newBufferedWriter(file);
  }

  /** Adds what happened now; what was added before has happened before. Once closed it is full. */
  public synchronized void add(Event event) {
    if (closed) {
      return;
    }
    try {
      out.write(EventLine.of(event));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Reads it from its beginning and judges it. */
  public synchronized Verdict judge() throws IOException {
    out.flush();
    HistoryCheck check = new HistoryCheck();
    try (var lines = Files.lines(file)) {
      lines.map(EventLine::parse).forEach(check::accept);
    }
    return check.verdict();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    out.close();
  }
}
