package io.skein.bootstrap.load;

import com.google.protobuf.ByteString;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.overlay.v1.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.SigningContext;
import java.security.SecureRandom;
import java.time.Duration;

/** Stateless. Requests as peers send them. */
final class SignedRequests {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIFE = Duration.ofDays(1);

  private SignedRequests() {}

  /** Registers a peer that nobody has seen, for an hour. */
  static RegisterRequest ofNewPeer(String address, ByteString nonce) {
    Ed25519Key key = Ed25519Key.generate(RANDOM);
    byte[] record =
        PeerRecord.newBuilder()
            .setPublicKey(ByteString.copyFrom(key.publicKey()))
            .setNetwork("default")
            .addAddresses(address)
            .setEpoch(1_800_000_000L)
            .setRevision(1)
            .setExpiresAtUnixMillis(System.currentTimeMillis() + LIFE.toMillis())
            .setVersion("0.1.0-SNAPSHOT")
            .build()
            .toByteArray();
    SignedPeerRecord signed =
        SignedPeerRecord.newBuilder()
            .setRecord(ByteString.copyFrom(record))
            .setSignature(ByteString.copyFrom(key.sign(SigningContext.RECORD, record)))
            .build();
    return RegisterRequest.newBuilder()
        .setRecord(signed)
        .setNonce(nonce)
        .setProof(
            ByteString.copyFrom(key.sign(SigningContext.REGISTER, nonce.toByteArray(), record)))
        .setLeaseMillis(Duration.ofHours(1).toMillis())
        .build();
  }
}
