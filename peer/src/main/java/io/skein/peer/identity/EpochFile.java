package io.skein.peer.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file with the number of the last boot. Immutable. */
final class EpochFile {
  // Seconds of the year 9999: what is beyond is damage, and would leave no room to grow.
  private static final long MAX_EPOCH = 253_402_300_799L;

  private final Path file;

  EpochFile(Path file) {
    this.file = file;
  }

  /**
   * The number of this boot: greater than every one before, and at least the wall clock in seconds,
   * so that a folder that was restored from a backup reuses none either. It is on the disk when
   * this returns.
   */
  long next(long wallMillis) throws IOException {
    long epoch = Math.max(last() + 1, wallMillis / 1000);
    DurableFile.write(file, epoch + System.lineSeparator());
    return epoch;
  }

  private long last() throws IOException {
    if (Files.notExists(file)) {
      return 0;
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("\\d{1,12}") || Long.parseLong(text) > MAX_EPOCH) {
      throw new IOException(
          "boot number %s is corrupt: expected a number; delete it if the clock of this machine is right"
              .formatted(file));
    }
    return Long.parseLong(text);
  }
}
