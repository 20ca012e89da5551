package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Offence;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.overlay.v1.Attach;
import io.skein.proto.overlay.v1.Goodbye;
import io.skein.proto.overlay.v1.Hello;
import io.skein.proto.overlay.v1.Limits;
import io.skein.proto.overlay.v1.OverRate;
import io.skein.proto.overlay.v1.Ping;
import io.skein.proto.overlay.v1.Pong;
import io.skein.proto.overlay.v1.Presence;
import io.skein.proto.overlay.v1.Prune;
import io.skein.proto.overlay.v1.RecordGraft;
import io.skein.proto.overlay.v1.RecordPrune;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. Control frames of one link between their values and the wire. */
final class FrameCodec {
  private final HelloCheck helloCheck;
  private final ReceivedRecords records;
  private final MembershipFrames membership;
  private final Set<Offence> flaws = EnumSet.noneOf(Offence.class);

  FrameCodec(HelloCheck helloCheck, ReceivedRecords records) {
    this.helloCheck = helloCheck;
    this.records = records;
    this.membership = new MembershipFrames(records);
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
      case Frame.BatchStart start -> ChunkFrames.write(start, out);
      case Frame.Chunk chunk -> out.setChunk(ChunkFrames.of(chunk));
      case Frame.ChunkSkip skip -> out.setChunkSkip(ChunkFrames.of(skip));
      case Frame.Hello hello -> out.setHello(hello(hello));
      case Frame.Watermarks marks -> out.setWatermarks(RangeFrames.of(marks));
      case Frame.Pull pull -> out.setPull(RangeFrames.of(pull));
      case Frame.Missing missing -> out.setMissing(RangeFrames.of(missing));
      case Frame.Announce announce -> out.setAnnounce(RangeFrames.of(announce));
      case Frame.Graft graft -> out.setGraft(RangeFrames.of(graft));
      case Frame.Prune prune -> out.setPrune(Prune.newBuilder().setOrigin(prune.origin().bytes()));
      case Frame.Presence presence ->
          out.setHops(presence.hops())
              .setPresence(Presence.newBuilder().setRecord(RecordCodec.toProto(presence.record())));
      case Frame.Attach attach ->
          out.setAttach(Attach.newBuilder().setOrigin(attach.origin().bytes()));
      case Frame.RecordPrune prune -> out.setRecordPrune(RecordPrune.getDefaultInstance());
      case Frame.RecordGraft graft ->
          out.setRecordGraft(RecordGraft.newBuilder().setPeerId(graft.peer().bytes()));
      case Frame.TraceReport report -> out.setTraceReport(TraceFrames.of(report));
      case Frame.OverRate notice ->
          out.setOverRate(
              OverRate.newBuilder()
                  .setBytesPerSecond(notice.bytesPerSecond())
                  .setMessages(notice.messages()));
      case Frame.Membership said -> MembershipFrames.write(said.message(), out);
      case Frame.Ping ping ->
          out.setPing(Ping.newBuilder().setNonce(ping.nonce()).setLinks(ping.links()));
      case Frame.Pong pong -> out.setPong(Pong.newBuilder().setNonce(pong.nonce()));
      case Frame.Goodbye bye -> out.setGoodbye(goodbye(bye));
    }
    return out.build().toByteString();
  }

  private static Goodbye goodbye(Frame.Goodbye bye) {
    return Goodbye.newBuilder()
        .setReasonValue(bye.reason().ordinal())
        .setDetail(bye.detail())
        .setRetryAfterMillis(bye.retryAfterMillis())
        .build();
  }

  private static Hello hello(Frame.Hello hello) {
    return Hello.newBuilder()
        .setProtocolMin(hello.protocolMin())
        .setProtocolMax(hello.protocolMax())
        .setRecord(RecordCodec.toProto(Objects.requireNonNull(hello.record())))
        .setTlsProof(hello.tlsProof())
        .setLimits(Limits.newBuilder().setMaxFrameBytes(GrpcLimits.MAX_LINK_MESSAGE))
        .setBootNonce(hello.bootNonce())
        .setLinks(hello.links())
        .addAllFeatures(hello.features())
        .build();
  }

  /**
   * Reads a control frame; nothing if it is of a kind that this version does not know, or about a
   * peer whose record is refused.
   *
   * @throws IllegalArgumentException if a value in it is out of its range
   */
  Optional<Frame> decode(ByteString bytes) throws IOException {
    CodedInputStream coded = bytes.newCodedInput();
    coded.setRecursionLimit(GrpcLimits.NESTING);
    io.skein.proto.overlay.v1.Frame in = io.skein.proto.overlay.v1.Frame.parseFrom(coded);
    long forged = records.forged();
    Optional<Frame> frame = decode(in);
    if (records.forged() > forged) {
      flaws.add(Offence.BAD_RECORD);
    }
    if (RangeFrames.isOversized(in) || MembershipFrames.isOversized(in)) {
      flaws.add(Offence.OVERSIZED);
    }
    return frame;
  }

  /** What was wrong with frames that were read all the same, each once since the last call. */
  Set<Offence> takeFlaws() {
    if (flaws.isEmpty()) {
      return Set.of();
    }
    Set<Offence> taken = EnumSet.copyOf(flaws);
    flaws.clear();
    return taken;
  }

  private Optional<Frame> decode(io.skein.proto.overlay.v1.Frame in)
      throws InvalidProtocolBufferException {
    return switch (in.getKindCase()) {
      case BATCH_START -> Optional.of(ChunkFrames.read(in));
      case CHUNK -> Optional.of(ChunkFrames.of(in.getChunk()));
      case CHUNK_SKIP -> Optional.of(ChunkFrames.of(in.getChunkSkip()));
      case HELLO -> Optional.of(hello(in.getHello()));
      case WATERMARKS -> Optional.of(RangeFrames.of(in.getWatermarks()));
      case PULL -> Optional.of(RangeFrames.of(in.getPull()));
      case MISSING -> Optional.of(RangeFrames.of(in.getMissing()));
      case ANNOUNCE -> Optional.of(RangeFrames.of(in.getAnnounce()));
      case GRAFT -> Optional.of(RangeFrames.of(in.getGraft()));
      case PRUNE -> Optional.of(new Frame.Prune(new PeerId(in.getPrune().getOrigin())));
      case PRESENCE -> presence(in);
      case ATTACH -> Optional.of(new Frame.Attach(new PeerId(in.getAttach().getOrigin())));
      case RECORD_PRUNE -> Optional.of(new Frame.RecordPrune());
      case RECORD_GRAFT ->
          Optional.of(new Frame.RecordGraft(new PeerId(in.getRecordGraft().getPeerId())));
      case PING -> Optional.of(new Frame.Ping(in.getPing().getNonce(), in.getPing().getLinks()));
      case PONG -> Optional.of(new Frame.Pong(in.getPong().getNonce()));
      case GOODBYE -> Optional.of(goodbye(in.getGoodbye()));
      case TRACE_REPORT -> Optional.of(TraceFrames.of(in.getTraceReport()));
      case OVER_RATE ->
          Optional.of(
              new Frame.OverRate(
                  in.getOverRate().getBytesPerSecond(), in.getOverRate().getMessages()));
      case DIRECTORY_DIGEST -> membership(MembershipFrames.read(in.getDirectoryDigest()));
      case DIRECTORY_RECORDS -> membership(membership.read(in.getDirectoryRecords()));
      case JOIN -> membership(new ViewMessage.Join());
      case JOIN_WALK -> membership(membership.read(in.getJoinWalk()));
      case SHUFFLE -> membership(membership.read(in.getShuffle()));
      case SHUFFLE_REPLY -> membership(membership.read(in.getShuffleReply()));
      case BATCH, KIND_NOT_SET -> Optional.empty();
    };
  }

  private static Frame.Goodbye goodbye(Goodbye bye) {
    return new Frame.Goodbye(
        DisconnectReason.of(bye.getReasonValue()), bye.getDetail(), bye.getRetryAfterMillis());
  }

  private Optional<Frame> presence(io.skein.proto.overlay.v1.Frame in) {
    PeerRecord record = records.read(in.getPresence().getRecord());
    return record == null
        ? Optional.empty()
        : Optional.of(new Frame.Presence(LinkCodec.hops(in.getHops()), record));
  }

  private static Optional<Frame> membership(@Nullable ViewMessage message) {
    return Optional.ofNullable(message).map(Frame.Membership::new);
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
        Set.copyOf(in.getFeaturesList()),
        verdict.fault());
  }
}
