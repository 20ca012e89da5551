package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.StatusException;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.Conduct;
import io.skein.peer.mesh.Offender;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import io.skein.proto.app.v1.BanPeerRequest;
import io.skein.proto.app.v1.BanPeerResponse;
import io.skein.proto.app.v1.LiftBanRequest;
import io.skein.proto.app.v1.LiftBanResponse;
import io.skein.proto.app.v1.ListBansResponse;
import java.time.Duration;

/** Confined to the owner thread. What apps ask and want about bans. */
final class BanCalls {
  private static final Duration UNLESS_TOLD = Duration.ofHours(1);
  private static final int MAX_REASON = 256;
  private static final int ID_BYTES = 32;

  private final Conduct conduct;
  private final EventLoop loop;
  private final PeerId self;

  BanCalls(Conduct conduct, EventLoop loop, PeerId self) {
    this.conduct = conduct;
    this.loop = loop;
    this.self = self;
  }

  ListBansResponse list() {
    long now = loop.nanoTime();
    return ListBansResponse.newBuilder()
        .addAllBans(conduct.bans().stream().map(ban -> BanMessages.of(ban, now)).toList())
        .build();
  }

  BanPeerResponse ban(BanPeerRequest request) throws StatusException {
    PeerId id = idOf(request.getPeerId());
    if (id.equals(self)) {
      throw Statuses.invalid("peer_id is this peer's own: name another one").asException();
    }
    String reason = request.getReason();
    if (reason.length() > MAX_REASON) {
      throw Statuses.invalid(
              "reason has %d characters, expected at most %d"
                  .formatted(reason.length(), MAX_REASON))
          .asException();
    }
    Ban ban =
        conduct.impose(
            new Offender.OfPeer(id),
            durationOf(request.getDurationMillis()),
            reason.isEmpty() ? "by an operator" : reason);
    return BanPeerResponse.newBuilder().setBan(BanMessages.of(ban, loop.nanoTime())).build();
  }

  LiftBanResponse lift(LiftBanRequest request) throws StatusException {
    Offender offender =
        request.hasAddress()
            ? new Offender.OfAddress(request.getAddress())
            : new Offender.OfPeer(idOf(request.getPeerId()));
    if (!conduct.lift(offender)) {
      throw Statuses.notBanned(offender.toString()).asException();
    }
    return LiftBanResponse.getDefaultInstance();
  }

  private static PeerId idOf(ByteString bytes) throws StatusException {
    if (bytes.size() != ID_BYTES) {
      throw Statuses.invalid("peer_id has %d bytes, expected %d".formatted(bytes.size(), ID_BYTES))
          .asException();
    }
    return new PeerId(bytes);
  }

  private static Duration durationOf(long millis) throws StatusException {
    if (millis < 0 || millis > BanSnapshot.LONGEST_MILLIS) {
      throw Statuses.invalid(
              "duration_millis is %s, expected at most %d"
                  .formatted(Long.toUnsignedString(millis), BanSnapshot.LONGEST_MILLIS))
          .asException();
    }
    return millis == 0 ? UNLESS_TOLD : Duration.ofMillis(millis);
  }
}
