package io.skein.peer.grpc;

import com.google.common.base.Utf8;
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
import java.util.Set;
import java.util.regex.Pattern;

/** Stateless. Peer records between their value and their signed wire form. */
public final class RecordCodec {
  /** Largest signed record, in bytes. */
  public static final int MAX_BYTES = 4 << 10;

  private static final int MAX_ADDRESSES = 8;
  private static final int MAX_FEATURES = 16;
  private static final int MAX_TAGS = 16;
  private static final int MAX_TAG_BYTES = 1 << 10;
  private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RecordCodec() {}

  /** What came of reading a record. */
  public sealed interface Verdict {
    /** It is right. */
    record Valid(PeerRecord record) implements Verdict {}

    /**
     * It is not.
     *
     * @param why one sentence
     * @param forged whether its peer did not sign it; other faults may be those of a version
     */
    record Invalid(String why, boolean forged) implements Verdict {
      Invalid(String why) {
        this(why, false);
      }
    }
  }

  /**
   * What a peer says of itself; the rest comes from its key.
   *
   * @param expiresAtMillis wall clock, milliseconds since 1970
   * @param leaving whether the peer leaves, and is to be forgotten
   * @param features what the whole network may rely on, at most 16
   * @param next sequence of the next message of each lane, or empty
   */
  public record Claim(
      String network,
      List<String> addresses,
      long epoch,
      long revision,
      long expiresAtMillis,
      String version,
      boolean leaving,
      Set<String> features,
      List<Long> next) {}

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
            .setLeaving(claim.leaving())
            .addAllFeatures(claim.features())
            .addAllNextSequences(claim.next())
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

  /**
   * Checks a record that somebody passed on: as {@link #verify(SignedPeerRecord)}, and that it is
   * not void.
   *
   * @param wallMillis wall clock, milliseconds since 1970
   */
  public static Verdict verify(SignedPeerRecord signed, long wallMillis) {
    return switch (verify(signed)) {
      case Verdict.Valid valid when valid.record().expiresAtMillis() <= wallMillis ->
          new Verdict.Invalid(
              "the record is void by this machine's clock: compare the clocks of both");
      case Verdict verdict -> verdict;
    };
  }

  /** Checks a record and its signature, but not its age. */
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
        return new Verdict.Invalid("the record's signature is wrong", true);
      }
      return valueOf(record, PeerId.of(PeerIds.ofPublicKey(key)), signed);
    } catch (InvalidProtocolBufferException e) {
      return new Verdict.Invalid("the record is not valid protobuf");
    } catch (IllegalArgumentException e) {
      return new Verdict.Invalid("record: " + e.getMessage());
    }
  }

  /** A record as it goes over the wire: the very bytes that its peer signed. */
  static SignedPeerRecord toProto(PeerRecord record) {
    try {
      return SignedPeerRecord.parseFrom(record.signedRecord());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a record that was checked cannot be read again", e);
    }
  }

  private static int tagBytes(io.skein.proto.overlay.v1.PeerRecord record) {
    return record.getTagsMap().entrySet().stream()
        .mapToInt(tag -> Utf8.encodedLength(tag.getKey()) + Utf8.encodedLength(tag.getValue()))
        .sum();
  }

  private static Verdict valueOf(
      io.skein.proto.overlay.v1.PeerRecord record, PeerId id, SignedPeerRecord signed) {
    if (record.getEpoch() < 1) {
      return new Verdict.Invalid("record has no epoch");
    }
    if (!NETWORK.matcher(record.getNetwork()).matches()) {
      return new Verdict.Invalid(
          "record has a bad network, expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (record.getTagsCount() > MAX_TAGS || tagBytes(record) > MAX_TAG_BYTES) {
      return new Verdict.Invalid(
          "record has too many tags, expected at most %d with %d bytes together"
              .formatted(MAX_TAGS, MAX_TAG_BYTES));
    }
    if (record.getAddressesCount() > MAX_ADDRESSES) {
      return new Verdict.Invalid(
          "record has " + record.getAddressesCount() + " addresses, the limit is 8");
    }
    if (record.getFeaturesCount() > MAX_FEATURES) {
      return new Verdict.Invalid(
          "record has " + record.getFeaturesCount() + " features, the limit is " + MAX_FEATURES);
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
            record.getLeaving(),
            Set.copyOf(record.getFeaturesList()),
            record.getNextSequencesList(),
            signed.toByteString()));
  }
}
