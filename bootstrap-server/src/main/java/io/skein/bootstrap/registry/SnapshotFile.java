package io.skein.bootstrap.registry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file of all leases: magic number, count, leases, CRC-32C of all that. Read and written in
 * pieces: of 100,000 leases it has 50 MB. Immutable.
 */
final class SnapshotFile {
  private static final long MAGIC = 0x534b_4549_4e52_4731L; // SKEINRG1: format 1
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final Path fresh;

  SnapshotFile(Path path) {
    this.path = path.toAbsolutePath();
    this.fresh = this.path.resolveSibling(path.getFileName() + ".new");
  }

  /**
   * Gives the leases that are still live; none if there is no file yet. One by one, as they come:
   * of a corrupt file some may have been given before it throws.
   */
  void read(Moment now, Consumer<Lease> keep) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    var crc = new CRC32C();
    try (var file = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        var in = new DataInputStream(new CheckedInputStream(file, crc))) {
      readLeases(in, now, keep);
      long expected = crc.getValue();
      if (in.readLong() != expected || in.read() >= 0) {
        throw new IOException("its checksum is wrong");
      }
    } catch (IOException | RuntimeException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  /** Replaces the file at once or not at all, and is on the disk when it returns. */
  synchronized void write(List<Lease> leases, Moment now) throws IOException {
    try (FileOutputStream file = new FileOutputStream(fresh.toFile())) {
      var out = new BufferedOutputStream(file, BUFFER_BYTES);
      writeLeases(leases, out, now);
      out.flush();
      file.getFD().sync();
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void readLeases(DataInputStream in, Moment now, Consumer<Lease> keep)
      throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IOException("it is not a registry snapshot of this version");
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Lease lease = LeaseCodec.read(in, now);
      if (lease.isLive(now.nanos())) {
        keep.accept(lease);
      }
    }
  }

  private static void writeLeases(List<Lease> leases, OutputStream file, Moment now)
      throws IOException {
    var crc = new CRC32C();
    var out = new DataOutputStream(new CheckedOutputStream(file, crc));
    out.writeLong(MAGIC);
    out.writeInt(leases.size());
    for (Lease lease : leases) {
      LeaseCodec.write(lease, out, now);
    }
    out.writeLong(crc.getValue());
  }

  private IOException corrupt(String why, Exception cause) {
    return new IOException(
        "registry snapshot %s is corrupt (%s): move it away and start again; peers register by themselves"
            .formatted(path, why),
        cause);
  }
}
