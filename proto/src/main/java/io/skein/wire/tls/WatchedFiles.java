package io.skein.wire.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Thread-safe. A value from files that may change while the program runs. What is wrong with a
 * change is told once, and the old value stays.
 */
public final class WatchedFiles<T> {
  private final List<Path> files;
  private final Reader<T> reader;
  private volatile T value;

  @GuardedBy("this")
  private List<String> seen;

  /** Reads the files; blocks. */
  @FunctionalInterface
  public interface Reader<T> {
    /** The value; the message of a failure names the file. */
    T read() throws IOException;
  }

  private WatchedFiles(List<Path> files, Reader<T> reader) throws IOException {
    this.files = List.copyOf(files);
    this.reader = reader;
    this.seen = stamps(files);
    this.value = reader.read();
  }

  /** Reads for the first time; blocks. */
  public static <T> WatchedFiles<T> open(List<Path> files, Reader<T> reader) throws IOException {
    return new WatchedFiles<>(files, reader);
  }

  /** The value as it was last read without a fault. */
  public T get() {
    return value;
  }

  /**
   * Looks at the files, and reads them if time, size or file is another than at the last look;
   * blocks.
   *
   * @return whether there is a new value
   * @throws IOException if what is there now cannot be used
   */
  public synchronized boolean refresh() throws IOException {
    List<String> now = stamps(files);
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    value = reader.read();
    return true;
  }

  @Override
  public String toString() {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  private static List<String> stamps(List<Path> files) {
    return files.stream().map(WatchedFiles::stamp).toList();
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "not there";
    }
  }
}
