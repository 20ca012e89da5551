package io.skein.peer.badinput;

import com.google.protobuf.ByteString;
import io.skein.peer.grpc.IdentityTrust;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.Hello;
import io.skein.proto.overlay.v1.LinkRequest;
import io.skein.proto.overlay.v1.PeerRecord;
import io.skein.proto.overlay.v1.Ping;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.proto.overlay.v1.Watermarks;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import io.skein.wire.SigningContext;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;

/** Immutable. Somebody with a key of its own who opens a link and says what it likes. */
final class Stranger {
  static final String NETWORK = "default";
  static final long PING = 77;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Ed25519Key key = Ed25519Key.generate(RANDOM);

  ByteString id() {
    return ByteString.copyFrom(PeerIds.ofPublicKey(key.publicKey()));
  }

  Hello.Builder hello() {
    return hello(record -> record);
  }

  Hello.Builder hello(UnaryOperator<PeerRecord.Builder> change) {
    return Hello.newBuilder()
        .setProtocolMin(1)
        .setProtocolMax(1)
        .setBootNonce(RANDOM.nextLong())
        .setRecord(sign(change.apply(record()).build().toByteString()));
  }

  /** Proves that the key belongs to a certificate. */
  ByteString proof(String network, byte[] leafSha256) {
    return IdentityTrust.prove(key, network, leafSha256);
  }

  PeerRecord.Builder record() {
    return PeerRecord.newBuilder()
        .setPublicKey(ByteString.copyFrom(key.publicKey()))
        .setNetwork(NETWORK)
        .setEpoch(7)
        .setRevision(1)
        .setExpiresAtUnixMillis(System.currentTimeMillis() + 3_600_000);
  }

  SignedPeerRecord sign(ByteString record) {
    return SignedPeerRecord.newBuilder()
        .setRecord(record)
        .setSignature(ByteString.copyFrom(key.sign(SigningContext.RECORD, record.toByteArray())))
        .build();
  }

  BatchHeader.Builder header() {
    return BatchHeader.newBuilder()
        .setOrigin(id())
        .setEpoch(7)
        .setLane(Lane.LANE_NORMAL)
        .setFirstSequence(1)
        .setCount(1)
        .setType("strange");
  }

  Frame.Builder batch(UnaryOperator<BatchHeader.Builder> change) {
    return Frame.newBuilder()
        .setBatch(
            MessageBatch.newBuilder()
                .setHeader(change.apply(header()))
                .addMessages(Message.newBuilder().setPayload(ByteString.copyFromUtf8("x"))));
  }

  /** What every honest link begins with. */
  byte[] opening() {
    return message(
        Frame.newBuilder().setHello(hello()),
        Frame.newBuilder().setWatermarks(Watermarks.getDefaultInstance()));
  }

  static byte[] ping() {
    return message(Frame.newBuilder().setPing(Ping.newBuilder().setNonce(PING)));
  }

  static byte[] message(Frame.Builder... frames) {
    LinkRequest.Builder message = LinkRequest.newBuilder();
    for (Frame.Builder frame : frames) {
      message.addFrames(frame);
    }
    return message.build().toByteArray();
  }
}
