package io.skein.peer.membership;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batches;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stateless. Peer records for tests. */
final class Records {
  static final String NETWORK = "test";

  private Records() {}

  static PeerId id(String name) {
    return Batches.peer(name);
  }

  static PeerRecord of(String name) {
    return of(name, 1, 1, false);
  }

  static PeerRecord of(String name, long epoch, long revision, boolean leaving) {
    return of(name, NETWORK, epoch, revision, leaving);
  }

  static PeerRecord of(String name, String network, long epoch, long revision, boolean leaving) {
    return new PeerRecord(
        id(name),
        ByteString.EMPTY,
        network,
        List.of(name),
        epoch,
        revision,
        Long.MAX_VALUE,
        Map.of(),
        "1",
        leaving,
        Set.of(),
        List.of(),
        ByteString.EMPTY);
  }
}
