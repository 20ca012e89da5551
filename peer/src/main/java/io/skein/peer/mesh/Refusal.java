package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.Goodbye;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.model.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Why a Hello is not accepted.
 *
 * @param retryAfterMillis when another attempt makes sense; 0: whenever one likes
 */
record Refusal(DisconnectReason reason, String detail, long retryAfterMillis) {
  Refusal(DisconnectReason reason, String detail) {
    this(reason, detail, 0);
  }

  /** How the other is told. */
  Goodbye goodbye() {
    return new Goodbye(reason, detail, retryAfterMillis);
  }

  /** Checks what can be judged from the Hello alone; null if it is fine. */
  static @Nullable Refusal of(Hello hello, MeshConfig config) {
    PeerRecord record = hello.record();
    if (record == null || hello.fault() != null) {
      return new Refusal(DisconnectReason.IDENTITY, String.valueOf(hello.fault()));
    }
    if (!record.network().equals(config.network())) {
      return new Refusal(
          DisconnectReason.WRONG_NETWORK,
          "this peer belongs to network '%s', yours is '%s'; set --network on one of them"
              .formatted(config.network(), record.network()));
    }
    // Unsigned on the wire: what Java takes for negative is a very late version.
    long min = Integer.toUnsignedLong(hello.protocolMin());
    long max = Integer.toUnsignedLong(hello.protocolMax());
    if (min > MeshConfig.PROTOCOL || max < MeshConfig.PROTOCOL) {
      return new Refusal(
          DisconnectReason.VERSION,
          "this peer speaks protocol %d, yours %d to %d; upgrade the older one"
              .formatted(MeshConfig.PROTOCOL, min, max));
    }
    if (hello.trust() != config.trust()) {
      return new Refusal(
          DisconnectReason.TRUST,
          "this peer runs with --trust %s, yours with --trust %s; all peers of a network need the same"
              .formatted(config.trust().option(), hello.trust().option()));
    }
    return null;
  }
}
