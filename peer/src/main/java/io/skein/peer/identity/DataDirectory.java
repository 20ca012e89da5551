package io.skein.peer.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one peer, held by one process at a time. Thread-safe. The lock ends with the
 * process, however it ends.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String HOLDER = "holder";

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder, and makes it (mode 0700) if there is none.
   *
   * @throws IOException if another process, or this one, holds it (the message names its pid), or
   *     if it cannot be used
   */
  public static DataDirectory open(Path folder) throws IOException {
    Path path = folder.toAbsolutePath().normalize();
    create(path);
    // Before the lock file is touched: closing any of its descriptors would end a lock that this
    // process holds.
    if (holder(path).equals(thisProcess())) {
      throw inUse(path);
    }
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw inUse(path);
    }
    DurableFile.write(path.resolve(HOLDER), thisProcess());
    return new DataDirectory(path, channel);
  }

  /** Where it is; absolute. */
  public Path path() {
    return path;
  }

  /** Gives the folder up. Idempotent. */
  @Override
  public synchronized void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(path.resolve(HOLDER));
      lock.close();
    } catch (IOException harmless) {
      // The end of the process frees the lock in any case.
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    try {
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ownerOnly));
      } else {
        Files.createDirectories(path);
      }
    } catch (IOException e) {
      throw new IOException(
          "cannot make data directory " + path + " (" + e + "): choose another with --data-dir", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  private static IOException inUse(Path path) throws IOException {
    String pid = holder(path).replaceFirst(" .*", "");
    return new IOException(
        "data directory %s is in use by process %s: end that process or choose another with --data-dir"
            .formatted(path, pid.isEmpty() ? "(unknown)" : pid));
  }

  private static String holder(Path path) throws IOException {
    try {
      return Files.readString(path.resolve(HOLDER)).strip();
    } catch (NoSuchFileException none) {
      return "";
    }
  }

  // With the time of its start: in a container every process has the same pid.
  private static String thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + " " + started;
  }
}
