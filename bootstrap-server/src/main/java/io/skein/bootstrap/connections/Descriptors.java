package io.skein.bootstrap.connections;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Thread-safe. The file descriptors of this process: some are reserved for files and dials, which
 * connections from outside must not take.
 */
public final class Descriptors {
  /** A process that may open fewer does not start. */
  public static final long LEAST = 1024;

  /** Kept free for files, dials and whatever the JVM opens. */
  public static final long RESERVED = 64;

  /** Counting them reads a directory, so it is not done at every connection of a flood. */
  private static final long COUNT_EVERY_NANOS = 100_000_000;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final long most;
  private final LongSupplier open;
  private final LongSupplier nanoTime;
  private long left;
  private long countedAtNanos;

  Descriptors(long most, LongSupplier open, LongSupplier nanoTime) {
    this.most = most;
    this.open = open;
    this.nanoTime = nanoTime;
    count(nanoTime.getAsLong());
  }

  /** Those of this process; without bound where the system does not tell. */
  public static Descriptors ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new Descriptors(
            unix.getMaxFileDescriptorCount(), unix::getOpenFileDescriptorCount, System::nanoTime)
        : new Descriptors(UNKNOWN, () -> 0, System::nanoTime);
  }

  /**
   * Refuses a process that would soon run out of them.
   *
   * @throws IOException saying how many there are and how to get more
   */
  public void checkEnough() throws IOException {
    if (most < LEAST) {
      throw new IOException(
          "this process may open %d files, and needs at least %d: raise the limit, for instance with 'ulimit -n %d' or LimitNOFILE= of systemd"
              .formatted(most, LEAST, 4 * LEAST));
    }
  }

  /** Whether one more connection leaves the reserve alone; each call that says so takes one. */
  public synchronized boolean areLeft() {
    long now = nanoTime.getAsLong();
    if (now - countedAtNanos >= COUNT_EVERY_NANOS) {
      count(now);
    }
    if (left <= RESERVED) {
      return false;
    }
    left--;
    return true;
  }

  private void count(long now) {
    countedAtNanos = now;
    left = most - open.getAsLong();
  }

  /** How many this process may open. */
  public long most() {
    return most;
  }
}
