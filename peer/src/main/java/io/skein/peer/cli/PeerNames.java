package io.skein.peer.cli;

import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import io.skein.proto.app.v1.Ban;
import io.skein.proto.app.v1.ListBansRequest;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceBlockingStub;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Peer ids by the names that people type.
 *
 * @param ids by full name
 * @param where what they are, for people
 */
record PeerNames(Map<String, ByteString> ids, String where) {
  /** Fewer characters would too easily name the wrong one. */
  private static final int LEAST = 4;

  private static final int FULL = 52;

  PeerNames {
    ids = Map.copyOf(ids);
  }

  /** All peers that a peer knows. */
  static PeerNames ofPeers(PeerServiceBlockingStub peer) {
    var ids = new TreeMap<String, ByteString>();
    Iterator<WatchPeersResponse> watch = peer.watchPeers(WatchPeersRequest.getDefaultInstance());
    while (watch.hasNext()) {
      WatchPeersResponse event = watch.next();
      if (event.hasSnapshotEnd()) {
        break;
      }
      ids.put(event.getPresent().getPeerName(), event.getPresent().getPeerId());
    }
    return new PeerNames(ids, "known peer");
  }

  /** All peers that are banned. */
  static PeerNames ofBans(PeerServiceBlockingStub peer) {
    var ids = new TreeMap<String, ByteString>();
    for (Ban ban : peer.listBans(ListBansRequest.getDefaultInstance()).getBansList()) {
      if (!ban.getPeerId().isEmpty()) {
        ids.put(ban.getPeerName(), ban.getPeerId());
      }
    }
    return new PeerNames(ids, "banned peer");
  }

  /**
   * The one id that begins so; a full one need not be known.
   *
   * @throws CommandFailure if it is none, or of none or several
   */
  ByteString resolve(String name) {
    if (name.length() == FULL) {
      return decode(name);
    }
    if (name.length() < LEAST || name.length() > FULL) {
      throw new CommandFailure(
          "'%s' is no peer id: expected its first %d characters at least, %d at most"
              .formatted(Text.printable(name), LEAST, FULL));
    }
    var fitting = ids.keySet().stream().filter(full -> full.startsWith(name)).toList();
    if (fitting.size() != 1) {
      throw new CommandFailure(
          fitting.isEmpty()
              ? "no %s begins with '%s': give the whole id".formatted(where, Text.printable(name))
              : "%d peers begin with '%s': give more of the id".formatted(fitting.size(), name));
    }
    return ids.getOrDefault(fitting.getFirst(), ByteString.EMPTY);
  }

  private static ByteString decode(String name) {
    try {
      return ByteString.copyFrom(BaseEncoding.base32().lowerCase().omitPadding().decode(name));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure("'" + Text.printable(name) + "' is no peer id: see 'skein peers'");
    }
  }
}
