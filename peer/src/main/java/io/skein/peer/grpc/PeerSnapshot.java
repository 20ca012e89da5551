package io.skein.peer.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.model.PeerRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. Peers that are worth a dial after a restart, see {@code peer_snapshot.proto}.
 *
 * @param peers the best first, at most 100
 * @param damaged how many more were read whose signature is wrong
 */
public record PeerSnapshot(List<Entry> peers, int damaged) {
  /** Peers at most. */
  public static final int MAX_PEERS = 100;

  /**
   * One of them.
   *
   * @param lastLinkedMillis wall clock of this machine when there was a link to it, milliseconds
   *     since 1970; 0 if never
   */
  public record Entry(PeerRecord record, long lastLinkedMillis) {}

  public PeerSnapshot {
    if (peers.size() > MAX_PEERS) {
      throw new IllegalArgumentException(
          "snapshot has " + peers.size() + " peers, expected at most " + MAX_PEERS);
    }
    peers = List.copyOf(peers);
  }

  /** Its serialized form. */
  public byte[] encode() {
    var out = io.skein.proto.overlay.v1.PeerSnapshot.newBuilder();
    for (Entry peer : peers) {
      out.addPeersBuilder()
          .setRecord(RecordCodec.toProto(peer.record()))
          .setLastLinkedUnixMillis(peer.lastLinkedMillis());
    }
    return out.build().toByteArray();
  }

  /**
   * Reads a snapshot. Records of other networks are left out: the peer may have been in one.
   * Whether a record is void is not asked: its peer may live on with a newer one. Takes about 0.1
   * ms a peer.
   *
   * @throws InvalidProtocolBufferException if the bytes are no snapshot
   */
  public static PeerSnapshot decode(byte[] bytes, String network)
      throws InvalidProtocolBufferException {
    List<Entry> peers = new ArrayList<>();
    int damaged = 0;
    var in = io.skein.proto.overlay.v1.PeerSnapshot.parseFrom(bytes);
    for (var peer : in.getPeersList().stream().limit(MAX_PEERS).toList()) {
      switch (RecordCodec.verify(peer.getRecord())) {
        case RecordCodec.Verdict.Valid(PeerRecord record) -> {
          if (record.network().equals(network)) {
            peers.add(new Entry(record, Math.max(0, peer.getLastLinkedUnixMillis())));
          }
        }
        case RecordCodec.Verdict.Invalid invalid -> damaged++;
      }
    }
    return new PeerSnapshot(peers, damaged);
  }
}
