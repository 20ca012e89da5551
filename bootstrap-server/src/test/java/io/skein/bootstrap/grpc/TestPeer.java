package io.skein.bootstrap.grpc;

import com.google.protobuf.ByteString;
import io.skein.proto.bootstrap.v1.RegisterRequest;
import io.skein.proto.overlay.v1.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import io.skein.wire.SigningContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** A peer that signs what it sends. */
final class TestPeer {
  static final long WALL_MILLIS = 1_800_000_000_000L;
  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());

  ByteString id() {
    return ByteString.copyFrom(PeerIds.ofPublicKey(key.publicKey()));
  }

  PeerRecord.Builder record(String... addresses) {
    return PeerRecord.newBuilder()
        .setPublicKey(ByteString.copyFrom(key.publicKey()))
        .setNetwork("net")
        .addAllAddresses(List.of(addresses))
        .setEpoch(5)
        .setRevision(1)
        .setExpiresAtUnixMillis(WALL_MILLIS + Duration.ofMinutes(3).toMillis());
  }

  RegisterRequest.Builder request(PeerRecord.Builder record, ByteString nonce) {
    byte[] bytes = record.build().toByteArray();
    return RegisterRequest.newBuilder()
        .setRecord(
            SignedPeerRecord.newBuilder()
                .setRecord(ByteString.copyFrom(bytes))
                .setSignature(signed(SigningContext.RECORD, bytes)))
        .setNonce(nonce)
        .setProof(signed(SigningContext.REGISTER, nonce.toByteArray(), bytes));
  }

  private ByteString signed(SigningContext context, byte[]... parts) {
    return ByteString.copyFrom(key.sign(context, parts));
  }
}
