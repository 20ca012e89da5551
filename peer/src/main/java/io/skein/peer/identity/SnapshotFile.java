package io.skein.peer.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Thread-safe. A file of the data directory that the peer can do without. Every call blocks: not
 * for the owner thread.
 */
public final class SnapshotFile {
  private static final long MAX_BYTES = 1 << 20;

  private final Path file;

  public SnapshotFile(DataDirectory directory, String name) {
    file = directory.path().resolve(name);
  }

  /**
   * What it holds; empty if there is none.
   *
   * @throws IOException if it cannot be read or has more than 1 MiB
   */
  public synchronized Optional<byte[]> read() throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new IOException(file + " has " + size + " bytes, expected at most " + MAX_BYTES);
    }
    return Optional.of(Files.readAllBytes(file));
  }

  /** Replaces it at once or not at all. */
  public synchronized void write(byte[] content) throws IOException {
    DurableFile.write(file, content);
  }

  /**
   * Gives it another name, with {@code .bad} at the end, in place of an earlier one of that name.
   *
   * @return the new name
   */
  public synchronized Path setAside() throws IOException {
    Path bad = file.resolveSibling(file.getFileName() + ".bad");
    return Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
