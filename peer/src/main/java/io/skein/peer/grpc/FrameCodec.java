package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.SequenceRange;
import io.skein.proto.overlay.v1.Goodbye;
import io.skein.proto.overlay.v1.Hello;
import io.skein.proto.overlay.v1.Limits;
import io.skein.proto.overlay.v1.Missing;
import io.skein.proto.overlay.v1.Ping;
import io.skein.proto.overlay.v1.Pong;
import io.skein.proto.overlay.v1.Pull;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.proto.overlay.v1.Watermark;
import io.skein.proto.overlay.v1.Watermarks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. Control frames of one link between their values and the wire. */
final class FrameCodec {
  private final HelloCheck helloCheck;

  FrameCodec(HelloCheck helloCheck) {
    this.helloCheck = helloCheck;
  }

  /** Judges the record and the proof of a Hello that arrived on the link. */
  interface HelloCheck {
    /** The record if everything is right; otherwise the fault, one sentence. */
    Verdict check(SignedPeerRecord record, ByteString tlsProof);

    /** Exactly one of both is there. */
    record Verdict(@Nullable PeerRecord record, @Nullable String fault) {}
  }

  ByteString encode(Frame frame) {
    io.skein.proto.overlay.v1.Frame.Builder out = io.skein.proto.overlay.v1.Frame.newBuilder();
    switch (frame) {
      case Frame.BatchFrame batch -> throw new IllegalArgumentException("not a control frame");
      case Frame.Hello hello -> out.setHello(hello(hello));
      case Frame.Watermarks marks -> out.setWatermarks(watermarks(marks));
      case Frame.Pull pull -> out.setPull(pull(pull.range()));
      case Frame.Missing missing -> out.setMissing(missing(missing.range()));
      case Frame.Announce announce -> throw new UnsupportedOperationException();
      case Frame.Graft graft -> throw new UnsupportedOperationException();
      case Frame.Prune prune -> throw new UnsupportedOperationException();
      case Frame.Presence presence -> throw new UnsupportedOperationException();
      case Frame.RecordGraft graft -> throw new UnsupportedOperationException();
      case Frame.Membership membership -> throw new UnsupportedOperationException();
      case Frame.Ping ping ->
          out.setPing(Ping.newBuilder().setNonce(ping.nonce()).setLinks(ping.links()));
      case Frame.Pong pong -> out.setPong(Pong.newBuilder().setNonce(pong.nonce()));
      case Frame.Goodbye bye ->
          out.setGoodbye(
              Goodbye.newBuilder()
                  .setReasonValue(bye.reason().ordinal())
                  .setDetail(bye.detail())
                  .setRetryAfterMillis(bye.retryAfterMillis()));
    }
    return out.build().toByteString();
  }

  private static Hello hello(Frame.Hello hello) {
    PeerRecord record = Objects.requireNonNull(hello.record());
    try {
      return Hello.newBuilder()
          .setProtocolMin(hello.protocolMin())
          .setProtocolMax(hello.protocolMax())
          .setRecord(SignedPeerRecord.parseFrom(record.signedRecord()))
          .setTlsProof(hello.tlsProof())
          .setLimits(Limits.newBuilder().setMaxFrameBytes(GrpcLimits.MAX_LINK_MESSAGE))
          .setBootNonce(hello.bootNonce())
          .setLinks(hello.links())
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("this peer's own record is damaged", e);
    }
  }

  private static Watermarks watermarks(Frame.Watermarks marks) {
    Watermarks.Builder out = Watermarks.newBuilder().setMore(marks.more());
    for (Frame.Watermark mark : marks.watermarks()) {
      OriginLane source = mark.source();
      out.addWatermarks(
          Watermark.newBuilder()
              .setOrigin(source.origin().bytes())
              .setEpoch(source.epoch())
              .setLaneValue(source.lane().number())
              .setNextSequence(mark.next())
              .setOldestSequence(mark.oldest())
              .setEndSequence(mark.end()));
    }
    return out.build();
  }

  private static Pull pull(SequenceRange range) {
    return Pull.newBuilder()
        .setOrigin(range.source().origin().bytes())
        .setEpoch(range.source().epoch())
        .setLaneValue(range.source().lane().number())
        .setFirstSequence(range.first())
        .setLastSequence(range.last())
        .build();
  }

  private static Missing missing(SequenceRange range) {
    return Missing.newBuilder()
        .setOrigin(range.source().origin().bytes())
        .setEpoch(range.source().epoch())
        .setLaneValue(range.source().lane().number())
        .setFirstSequence(range.first())
        .setLastSequence(range.last())
        .build();
  }

  /** Reads a control frame; nothing if it is of a kind that this version does not know. */
  Optional<Frame> decode(ByteString bytes) throws InvalidProtocolBufferException {
    io.skein.proto.overlay.v1.Frame in = io.skein.proto.overlay.v1.Frame.parseFrom(bytes);
    return switch (in.getKindCase()) {
      case HELLO -> Optional.of(hello(in.getHello()));
      case WATERMARKS -> Optional.of(watermarks(in.getWatermarks()));
      case PULL -> {
        Pull pull = in.getPull();
        OriginLane source = source(pull.getOrigin(), pull.getEpoch(), pull.getLaneValue());
        yield Optional.of(
            new Frame.Pull(
                new SequenceRange(source, pull.getFirstSequence(), pull.getLastSequence())));
      }
      case MISSING -> {
        Missing gone = in.getMissing();
        OriginLane source = source(gone.getOrigin(), gone.getEpoch(), gone.getLaneValue());
        yield Optional.of(
            new Frame.Missing(
                new SequenceRange(source, gone.getFirstSequence(), gone.getLastSequence())));
      }
      case PING -> Optional.of(new Frame.Ping(in.getPing().getNonce(), in.getPing().getLinks()));
      case PONG -> Optional.of(new Frame.Pong(in.getPong().getNonce()));
      case GOODBYE -> {
        Goodbye bye = in.getGoodbye();
        yield Optional.of(
            new Frame.Goodbye(
                DisconnectReason.of(bye.getReasonValue()),
                bye.getDetail(),
                bye.getRetryAfterMillis()));
      }
      case ANNOUNCE,
          GRAFT,
          PRUNE,
          PRESENCE,
          RECORD_GRAFT,
          DIRECTORY_DIGEST,
          DIRECTORY_RECORDS,
          JOIN,
          JOIN_WALK,
          SHUFFLE,
          SHUFFLE_REPLY ->
          Optional.empty();
      case BATCH, KIND_NOT_SET -> Optional.empty();
    };
  }

  private Frame.Hello hello(Hello in) {
    HelloCheck.Verdict verdict = helloCheck.check(in.getRecord(), in.getTlsProof());
    return new Frame.Hello(
        in.getProtocolMin(),
        in.getProtocolMax(),
        verdict.record(),
        in.getTlsProof(),
        in.getBootNonce(),
        in.getLinks(),
        verdict.fault());
  }

  private static Frame.Watermarks watermarks(Watermarks in) {
    List<Frame.Watermark> marks =
        in.getWatermarksList().stream()
            .map(
                mark ->
                    new Frame.Watermark(
                        source(mark.getOrigin(), mark.getEpoch(), mark.getLaneValue()),
                        mark.getNextSequence(),
                        mark.getOldestSequence(),
                        mark.getEndSequence()))
            .toList();
    return new Frame.Watermarks(marks, in.getMore());
  }

  private static OriginLane source(ByteString origin, long epoch, int lane) {
    return new OriginLane(new PeerId(origin), epoch, Lane.of(lane));
  }
}
