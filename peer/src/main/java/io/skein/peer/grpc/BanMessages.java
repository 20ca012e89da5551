package io.skein.peer.grpc;

import io.skein.peer.mesh.Offender;
import io.skein.peer.model.PeerId;
import io.skein.proto.app.v1.Ban;

/** Stateless. Bans as apps see them. */
final class BanMessages {
  private BanMessages() {}

  static Ban of(io.skein.peer.mesh.Ban ban, long nanoTime) {
    Ban.Builder out =
        Ban.newBuilder()
            .setReason(ban.reason())
            .setRemainingMillis(Math.max(0, ban.remaining(nanoTime).toMillis()))
            .setTimes(ban.times())
            .setByOperator(ban.byOperator());
    switch (ban.offender()) {
      case Offender.OfPeer(PeerId id) -> out.setPeerId(id.bytes()).setPeerName(id.name());
      case Offender.OfAddress(String host) -> out.setAddress(host);
    }
    return out.build();
  }
}
