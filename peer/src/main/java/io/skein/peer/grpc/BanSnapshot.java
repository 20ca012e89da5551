package io.skein.peer.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.Offender;
import io.skein.peer.model.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stateless. Bans as they are kept on the disk, see {@code ban_snapshot.proto}. */
public final class BanSnapshot {
  /** Nobody is banned for longer; nanoseconds of it fit into a long. */
  static final long LONGEST_MILLIS = Duration.ofDays(3_650).toMillis();

  private static final int MAX_BANS = 1_024;

  private BanSnapshot() {}

  /**
   * Their serialized form.
   *
   * @param nanoTime the loop's clock now
   * @param wallMillis the wall clock now
   */
  public static byte[] encode(List<Ban> bans, long nanoTime, long wallMillis) {
    var out = io.skein.proto.overlay.v1.BanSnapshot.newBuilder();
    for (Ban ban : bans) {
      var entry =
          out.addBansBuilder()
              .setReason(ban.reason())
              .setUntilUnixMillis(wallMillis + ban.remaining(nanoTime).toMillis())
              .setTimes(ban.times())
              .setByOperator(ban.byOperator());
      switch (ban.offender()) {
        case Offender.OfPeer(PeerId id) -> entry.setPeerId(id.bytes());
        case Offender.OfAddress(String host) -> entry.setAddress(host);
      }
    }
    return out.build().toByteArray();
  }

  /**
   * Reads those that last.
   *
   * @throws InvalidProtocolBufferException if the bytes are no such snapshot
   */
  public static List<Ban> decode(byte[] bytes, long nanoTime, long wallMillis)
      throws InvalidProtocolBufferException {
    List<Ban> bans = new ArrayList<>();
    try {
      var in = io.skein.proto.overlay.v1.BanSnapshot.parseFrom(bytes);
      for (var entry : in.getBansList().stream().limit(MAX_BANS).toList()) {
        long millis = Math.clamp(entry.getUntilUnixMillis() - wallMillis, 0, LONGEST_MILLIS);
        Offender offender =
            entry.getPeerId().isEmpty()
                ? new Offender.OfAddress(entry.getAddress())
                : new Offender.OfPeer(new PeerId(entry.getPeerId()));
        long until = nanoTime + Duration.ofMillis(millis).toNanos();
        if (millis > 0) {
          bans.add(
              new Ban(offender, entry.getReason(), until, entry.getTimes(), entry.getByOperator()));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidProtocolBufferException("a ban in it is wrong: " + e.getMessage());
    }
    return bans;
  }
}
