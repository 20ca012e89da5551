package io.skein.bootstrap.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The file of all leases: magic number, count, leases, CRC-32C of all that. Immutable. */
final class SnapshotFile {
  private static final long MAGIC = 0x534b_4549_4e52_4731L; // SKEINRG1: format 1
  private static final int CRC_BYTES = 8;

  private final Path path;
  private final Path fresh;

  SnapshotFile(Path path) {
    this.path = path.toAbsolutePath();
    this.fresh = this.path.resolveSibling(path.getFileName() + ".new");
  }

  /** The leases that are still live; none if there is no file yet. */
  List<Lease> read(Moment now) throws IOException {
    if (Files.notExists(path)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length < 2 * CRC_BYTES || crc(bytes) != storedCrc(bytes)) {
      throw corrupt("its checksum is wrong", null);
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return readLeases(in, now);
    } catch (IOException | RuntimeException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  /** Replaces the file at once or not at all, and is on the disk when it returns. */
  synchronized void write(List<Lease> leases, Moment now) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(encode(leases, now));
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Lease> readLeases(DataInputStream in, Moment now) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IOException("it is not a registry snapshot of this version");
    }
    int count = in.readInt();
    var leases = new ArrayList<Lease>();
    for (int i = 0; i < count; i++) {
      Lease lease = LeaseCodec.read(in, now);
      if (lease.isLive(now.nanos())) {
        leases.add(lease);
      }
    }
    return leases;
  }

  private static byte[] encode(List<Lease> leases, Moment now) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(leases.size());
    for (Lease lease : leases) {
      LeaseCodec.write(lease, out, now);
    }
    out.writeLong(crcOf(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  private static long crc(byte[] file) {
    return crcOf(file, file.length - CRC_BYTES);
  }

  private static long crcOf(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  private static long storedCrc(byte[] file) {
    return ByteBuffer.wrap(Arrays.copyOfRange(file, file.length - CRC_BYTES, file.length))
        .getLong();
  }

  private IOException corrupt(String why, @Nullable Exception cause) {
    return new IOException(
        "registry snapshot %s is corrupt (%s): move it away and start again; peers register by themselves"
            .formatted(path, why),
        cause);
  }
}
