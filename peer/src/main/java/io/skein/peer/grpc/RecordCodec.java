package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.Ed25519Signatures;
import io.skein.wire.HostPort;
import io.skein.wire.PeerIds;
import io.skein.wire.SigningContext;
import java.util.List;
import java.util.Map;

/** Stateless. Peer records between their value and their signed wire form. */
public final class RecordCodec {
  /** Largest signed record, in bytes. */
  public static final int MAX_BYTES = 4 << 10;

  private static final int MAX_ADDRESSES = 8;

  private RecordCodec() {}

  /** What came of reading a record. */
  public sealed interface Verdict {
    /** It is right. */
    record Valid(PeerRecord record) implements Verdict {}

    /** It is not; why, in one sentence. */
    record Invalid(String why) implements Verdict {}
  }

  /**
   * What a peer says of itself; the rest comes from its key.
   *
   * @param expiresAtMillis wall clock, milliseconds since 1970
   */
  public record Claim(
      String network,
      List<String> addresses,
      long epoch,
      long revision,
      long expiresAtMillis,
      String version) {}

  /** Signs a record. */
  public static PeerRecord sign(Claim claim, Ed25519Key key) {
    ByteString record =
        io.skein.proto.overlay.v1.PeerRecord.newBuilder()
            .setPublicKey(ByteString.copyFrom(key.publicKey()))
            .setNetwork(claim.network())
            .addAllAddresses(claim.addresses())
            .setEpoch(claim.epoch())
            .setRevision(claim.revision())
            .setExpiresAtUnixMillis(claim.expiresAtMillis())
            .setVersion(claim.version())
            .build()
            .toByteString();
    SignedPeerRecord signed =
        SignedPeerRecord.newBuilder()
            .setRecord(record)
            .setSignature(
                ByteString.copyFrom(key.sign(SigningContext.RECORD, record.toByteArray())))
            .build();
    return switch (verify(signed)) {
      case Verdict.Valid valid -> valid.record();
      case Verdict.Invalid invalid -> throw new IllegalArgumentException(invalid.why());
    };
  }

  /** Checks a record and its signature. */
  public static Verdict verify(SignedPeerRecord signed) {
    if (signed.getSerializedSize() > MAX_BYTES) {
      return new Verdict.Invalid(
          "record has " + signed.getSerializedSize() + " bytes, the limit is " + MAX_BYTES);
    }
    byte[] bytes = signed.getRecord().toByteArray();
    try {
      io.skein.proto.overlay.v1.PeerRecord record =
          io.skein.proto.overlay.v1.PeerRecord.parseFrom(bytes);
      byte[] key = record.getPublicKey().toByteArray();
      if (!Ed25519Signatures.verify(
          SigningContext.RECORD, key, signed.getSignature().toByteArray(), bytes)) {
        return new Verdict.Invalid("the record's signature is wrong");
      }
      return valueOf(record, PeerId.of(PeerIds.ofPublicKey(key)), signed);
    } catch (InvalidProtocolBufferException e) {
      return new Verdict.Invalid("the record is not valid protobuf");
    } catch (IllegalArgumentException e) {
      return new Verdict.Invalid("record: " + e.getMessage());
    }
  }

  private static Verdict valueOf(
      io.skein.proto.overlay.v1.PeerRecord record, PeerId id, SignedPeerRecord signed) {
    if (record.getEpoch() < 1) {
      return new Verdict.Invalid("record has no epoch");
    }
    if (record.getAddressesCount() > MAX_ADDRESSES) {
      return new Verdict.Invalid(
          "record has " + record.getAddressesCount() + " addresses, the limit is 8");
    }
    record.getAddressesList().forEach(HostPort::parse);
    return new Verdict.Valid(
        new PeerRecord(
            id,
            record.getPublicKey(),
            record.getNetwork(),
            record.getAddressesList(),
            record.getEpoch(),
            record.getRevision(),
            record.getExpiresAtUnixMillis(),
            Map.copyOf(record.getTagsMap()),
            record.getVersion(),
            signed.toByteString()));
  }
}
