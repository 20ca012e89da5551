package io.skein.peer.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.PeerIds;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Checks the peer records that neighbours pass on, and leaves out
 * what is not signed by its peer or belongs to another network. When a record is void is not asked:
 * clocks of machines differ, and the directory forgets by its own.
 */
public final class ReceivedRecords {
  private final String network;
  private final KnownRecords known;
  private long refused;

  /**
   * A check.
   *
   * @param network the only network whose records are taken
   * @param known a record with the very bytes of a known one is that one: most records arrive many
   *     times, and to check a signature takes about 0.1 ms
   */
  public ReceivedRecords(String network, KnownRecords known) {
    this.network = network;
    this.known = known;
  }

  /** The record; null if it is refused. */
  @Nullable PeerRecord read(SignedPeerRecord signed) {
    PeerRecord same = same(signed);
    if (same != null) {
      return same;
    }
    if (RecordCodec.verify(signed) instanceof RecordCodec.Verdict.Valid valid
        && valid.record().network().equals(network)) {
      return valid.record();
    }
    refused++;
    return null;
  }

  /** The right ones among the first few. */
  List<PeerRecord> read(List<SignedPeerRecord> signed, int limit) {
    return signed.stream().limit(limit).map(this::read).filter(Objects::nonNull).toList();
  }

  private @Nullable PeerRecord same(SignedPeerRecord signed) {
    if (signed.getSerializedSize() > RecordCodec.MAX_BYTES) {
      return null;
    }
    try {
      var record = io.skein.proto.overlay.v1.PeerRecord.parseFrom(signed.getRecord());
      byte[] key = record.getPublicKey().toByteArray();
      PeerRecord held = known.known(PeerId.of(PeerIds.ofPublicKey(key)));
      return held != null && held.signedRecord().equals(signed.toByteString()) ? held : null;
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Records that were refused since the start. */
  public long refused() {
    return refused;
  }
}
