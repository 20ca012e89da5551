package io.skein.bootstrap.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.bootstrap.registry.PeerKey;
import io.skein.bootstrap.registry.Registration;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.overlay.v1.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.Ed25519Signatures;
import io.skein.wire.PeerIds;
import io.skein.wire.SigningContext;
import java.net.InetAddress;

/**
 * A request to register whose fields and signatures have been checked.
 *
 * @param record what the peer says of itself
 * @param signed the record as it came
 */
record SignedRegistration(PeerRecord record, SignedPeerRecord signed) {
  private static final int MAX_SIGNED_BYTES = 4096;

  /** Reads and checks a request; throws a status that names the field. */
  static SignedRegistration check(RegisterRequest request, AddressRules rules) {
    SignedPeerRecord signed = request.getRecord();
    if (signed.getSerializedSize() > MAX_SIGNED_BYTES) {
      throw Statuses.invalidField(
          "record",
          "has %d bytes, at most %d are allowed"
              .formatted(signed.getSerializedSize(), MAX_SIGNED_BYTES));
    }
    PeerRecord record = parse(signed.getRecord());
    RecordFields.check(record, rules);
    checkSignatures(request, record);
    return new SignedRegistration(record, signed);
  }

  Registration from(InetAddress caller) {
    byte[] peerId = PeerIds.ofPublicKey(record.getPublicKey().toByteArray());
    return new Registration(
        new PeerKey(record.getNetwork(), ByteString.copyFrom(peerId)),
        record.getEpoch(),
        record.getRevision(),
        record.getExpiresAtUnixMillis(),
        signed.toByteString(),
        caller);
  }

  private static PeerRecord parse(ByteString bytes) {
    try {
      return PeerRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw Statuses.invalidField("record.record", "is not a serialized PeerRecord");
    }
  }

  private static void checkSignatures(RegisterRequest request, PeerRecord record) {
    byte[] key = record.getPublicKey().toByteArray();
    byte[] recordBytes = request.getRecord().getRecord().toByteArray();
    byte[] signature = request.getRecord().getSignature().toByteArray();
    byte[] proof = request.getProof().toByteArray();
    checkLength("record.signature", signature);
    checkLength("proof", proof);
    if (!Ed25519Signatures.verify(SigningContext.RECORD, key, signature, recordBytes)) {
      throw Statuses.wrongSignature("record.signature");
    }
    byte[] nonce = request.getNonce().toByteArray();
    if (!Ed25519Signatures.verify(SigningContext.REGISTER, key, proof, nonce, recordBytes)) {
      throw Statuses.wrongSignature("proof");
    }
  }

  private static void checkLength(String field, byte[] signature) {
    if (signature.length != Ed25519Key.SIGNATURE_BYTES) {
      throw Statuses.invalidField(
          field,
          "expected %d bytes, but got %d".formatted(Ed25519Key.SIGNATURE_BYTES, signature.length));
    }
  }
}
