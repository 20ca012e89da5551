package io.skein.peer.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Stateless. Reads files that only their owner may read. */
public final class PrivateFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /**
   * Its lines.
   *
   * @param what the file holds, for people
   * @throws IOException if it cannot be read, is larger than 1 MiB, or others may read it; the
   *     message names the file and says what to do
   */
  public static List<String> lines(Path file, String what) throws IOException {
    check(file, what);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": more than 1 MiB, this is no " + what);
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw unreadable(file, what, e);
    }
  }

  /** Only looks whether it is there and private. */
  public static void check(Path file, String what) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException(file + ": cannot be read; name a readable " + what);
    }
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (!OWNER.containsAll(permissions)) {
      throw new IOException(
          "%s: others may read this %s (%s): run 'chmod 600 %s', and replace what anyone may have read"
              .formatted(file, what, PosixFilePermissions.toString(permissions), file));
    }
  }

  private static IOException unreadable(Path file, String what, IOException cause) {
    return new IOException(
        file + ": is no " + what + " (" + cause.getClass().getSimpleName() + ")", cause);
  }
}
