package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/**
 * One lease of a snapshot file. Ends are written by the wall clock, as the monotonic one means
 * nothing to a later process.
 */
final class LeaseCodec {
  private static final int MAX_FIELD_BYTES = 1 << 16;

  private LeaseCodec() {}

  static void write(Lease lease, DataOutputStream out, Moment now) throws IOException {
    Registration registration = lease.registration();
    writeBytes(out, lease.id().bytes());
    out.writeUTF(registration.network());
    writeBytes(out, registration.peerId());
    out.writeLong(registration.epoch());
    out.writeLong(registration.revision());
    out.writeLong(registration.expiresAtMillis());
    writeBytes(out, registration.signedRecord());
    writeBytes(out, ByteString.copyFrom(registration.source().getAddress()));
    out.writeBoolean(lease.reachable());
    out.writeInt(lease.links());
    out.writeLong(lease.lengthNanos());
    out.writeLong(toWall(lease.expiresAtNanos(), now));
    out.writeLong(toWall(lease.voidAtNanos(), now));
  }

  static Lease read(DataInputStream in, Moment now) throws IOException {
    var id = LeaseId.of(readBytes(in));
    var key = new PeerKey(in.readUTF(), readBytes(in));
    var registration =
        new Registration(
            key,
            in.readLong(),
            in.readLong(),
            in.readLong(),
            readBytes(in),
            InetAddress.getByAddress(readBytes(in).toByteArray()));
    boolean reachable = in.readBoolean();
    int links = in.readInt();
    long length = in.readLong();
    // A lease never ends later than its length from now, wherever the wall clock went meanwhile.
    long expiresAt = Math.min(toMonotonic(in.readLong(), now) - now.nanos(), length) + now.nanos();
    return new Lease(
        id, registration, reachable, links, 0, length, expiresAt, toMonotonic(in.readLong(), now));
  }

  private static long toWall(long nanos, Moment now) {
    return now.wallMillis() + Duration.ofNanos(nanos - now.nanos()).toMillis();
  }

  private static long toMonotonic(long wallMillis, Moment now) {
    return now.nanos() + Durations.millisToNanos(wallMillis - now.wallMillis());
  }

  private static void writeBytes(DataOutputStream out, ByteString bytes) throws IOException {
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private static ByteString readBytes(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MAX_FIELD_BYTES) {
      throw new IOException("a field claims " + size + " bytes");
    }
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("it ends early");
    }
    return ByteString.copyFrom(bytes);
  }
}
